import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openPredictor } from '@mnist-adder/backends';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { predictPairs, type PairPrediction, type PairsToPredict } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { compilePredictor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { findBackend } from './backends.js';
import { repeatFor, serve } from './line-process.js';
import { PREDICTED_IMAGES, predictedAddends } from './peer-files.js';

// A contestant that predicts with a saved model as its users do, for a while at a time: <folder> <backend> <images at once>
const [folder, backend, batch] = process.argv.slice(2) as [string, string, string];
const batchSize = Number(batch);
tf.enableProdMode();
await tf.setBackend('cpu');
const modelFolder = join(folder, 'model');

/** Settings of ONNX Runtime Web's sessions that predict. */
const WASM_OPTIONS = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
} as const;

interface Predictor {
  readonly description: string;
  readonly predict: (pairs: PairsToPredict) => Promise<PairPrediction[]>;
}

async function open(): Promise<Predictor> {
  switch (backend) {
    case 'onnx': {
      const predictor = await openPredictor(modelFolder);
      return {
        description: 'openPredictor: ONNX Runtime on the CPU',
        predict: (pairs) => predictor.predictPairs(pairs),
      };
    }
    case 'onnx-wasm':
    case 'onnx-wasm-1': {
      const threads = backend === 'onnx-wasm' ? availableParallelism() : 1;
      const runtime = await import('onnxruntime-web');
      runtime.env.wasm.numThreads = threads;
      const { model } = await readAdder(modelFolder);
      const predictor = await compilePredictor(runtime, model, { single: WASM_OPTIONS, batch: WASM_OPTIONS });
      return {
        description: `compilePredictor: ONNX Runtime in WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        predict: (pairs) => predictor.predictPairs(pairs),
      };
    }
    default: {
      const eager = findBackend(backend);
      await eager.start();
      const { model } = await readAdder(modelFolder);
      return { description: `predictPairs: ${eager.description}`, predict: (pairs) => predictPairs(model, pairs) };
    }
  }
}

const { test } = await readMnist();
const addends = predictedAddends(test.size);
/** The i-th batch of test images; after the last comes the first again. */
const pairsAt = (i: number): PairsToPredict => {
  const start = (i * batchSize) % (PREDICTED_IMAGES - batchSize + 1);
  return {
    images: test.images.subarray(start * IMAGE_PIXELS, (start + batchSize) * IMAGE_PIXELS),
    addends: addends.subarray(start, start + batchSize),
  };
};

const { description, predict } = await open();
const [first] = await predict(pairsAt(0));
const { model } = await readAdder(modelFolder);
let i = 0;
await serve(
  {
    description,
    parameters: model.countParams(),
    check: [...first!.digitProbabilities, ...first!.sumProbabilities],
  },
  (seconds) => repeatFor(seconds, () => predict(pairsAt(i++))),
);
process.exit();
