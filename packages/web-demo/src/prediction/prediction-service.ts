import { openNetwork, type OpenNetwork } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import { findCapabilities } from '../backend/backends.js';
import { startBackend } from '../backend/start-backend.js';
import { answerQuestion, warmUp } from './answer-question.js';
import type { PredictionService } from './protocol.js';
import { readNumber } from './read-number.js';
import { withChannelsOff } from './with-channels-off.js';

/** Predicts with TensorFlow.js, in the calling worker. */
export function createPredictionService(): PredictionService {
  const networks = new Map<string, OpenNetwork>();
  const close = (name: string) => {
    networks.get(name)?.dispose();
    networks.delete(name);
  };
  const opened = (name: string): OpenNetwork => {
    const network = networks.get(name);
    if (network === undefined) throw new Error(`The model ${name} is not open.`);
    return network;
  };
  return {
    findCapabilities,
    start: startBackend,
    async open(name, files, off) {
      close(name);
      const network = withChannelsOff(openNetwork(files), off);
      networks.set(name, network);
      await warmUp(network).catch((error: unknown) => {
        // It gives no answers: its weights are no use to keep.
        close(name);
        throw error;
      });
      return network.layers.map((layer) => ({
        name: layer.name,
        type: layer.getClassName(),
        inputs: layer.inboundNodes[0]?.inboundLayers.map((input) => input.name) ?? [],
        config: layer.getConfig(),
      }));
    },
    async check(files, source) {
      const { checkModel } = await import('./check-model.js');
      return checkModel(files, source);
    },
    close,
    async readWeights(model, name) {
      const { weights = [] } = opened(model).layers.find((layer) => layer.name === name) ?? {};
      const read = weights.map(async (weight) => {
        const tensor = weight.read();
        const numbers = { shape: tensor.shape, values: await tensor.data<'float32'>() };
        return [weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1), numbers] as const;
      });
      return Object.fromEntries(await Promise.all(read));
    },
    async ask(question) {
      const answer = await answerQuestion(opened(question.model), question);
      return answer && { ...answer, tensors: tf.memory().numTensors };
    },
    readNumber: (model, picture) => readNumber(opened(model), picture),
  };
}
