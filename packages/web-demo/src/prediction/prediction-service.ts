import { openNetwork, type OpenNetwork } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import { findCapabilities } from '../backend/backends.js';
import { startBackend } from '../backend/start-backend.js';
import { answerQuestion, warmUp } from './answer-question.js';
import type { PredictionService } from './protocol.js';

/** Predicts with TensorFlow.js, in the calling worker. */
export function createPredictionService(): PredictionService {
  const networks = new Map<string, OpenNetwork>();
  const close = (name: string) => {
    networks.get(name)?.dispose();
    networks.delete(name);
  };
  return {
    findCapabilities,
    start: startBackend,
    async open(name, files) {
      close(name);
      const network = openNetwork(files);
      networks.set(name, network);
      await warmUp(network).catch((error: unknown) => {
        // It gives no answers: its weights are no use to keep.
        close(name);
        throw error;
      });
    },
    async check(files, source) {
      const { checkModel } = await import('./check-model.js');
      return checkModel(files, source);
    },
    close,
    ask(question) {
      const network = networks.get(question.model);
      if (network === undefined) throw new Error(`The model ${question.model} is not open.`);
      return answerQuestion(network, question);
    },
    countTensors: () => tf.memory().numTensors,
  };
}
