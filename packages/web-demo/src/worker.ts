import { expose } from 'comlink';
import { createPredictionService } from './prediction/prediction-service.js';
import { createTrainingService } from './training/training-service.js';

// One script for both workers, the one that predicts and the one that trains: what they share is fetched and cached once.
expose({ ...createPredictionService(), ...createTrainingService() });
