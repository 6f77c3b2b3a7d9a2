import { expose } from 'comlink';
import { createPredictionService } from './prediction/prediction-service.js';
import { createTrainingService } from './training/training-service.js';

// One script for the worker that predicts and for the one that trains, so that what both need is fetched and kept once.
expose({ ...createPredictionService(), ...createTrainingService() });
