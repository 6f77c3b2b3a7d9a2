import { availableParallelism } from 'node:os';
import type { AdderMetadata } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { compilePredictor, type Predictor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { importOnnxRuntime } from './onnx-runtime.js';
import { onnxSessionOptions } from './onnx.js';

/** A saved model made ready to predict, and what it tells about itself. */
export interface SavedPredictor extends Predictor {
  readonly metadata: AdderMetadata;
}

/**
 * Opens a saved model to predict with on ONNX Runtime: the fastest way in Node.
 *
 * @param folder the directory of the saved model.
 * @param options `threads` for batches, default: all cores. An image alone takes one: waking another costs more than it does.
 * @throws `ModelFolderError` or `SavedModelError` where the folder holds no whole saved model.
 */
export async function openPredictor(
  folder: string,
  { threads = availableParallelism() }: { readonly threads?: number } = {},
): Promise<SavedPredictor> {
  const runtime = await importOnnxRuntime();
  // Null before the first use of a backend.
  const previous = tf.getBackend() as string | null | undefined;
  await tf.setBackend('cpu');
  try {
    const { model, metadata } = await readAdder(folder);
    try {
      // Prediction gains from the blocked layouts that a training step loses by.
      const options = (threads: number) => ({ ...onnxSessionOptions(threads), graphOptimizationLevel: 'all' as const });
      const predictor = await compilePredictor(runtime, model, { single: options(1), batch: options(threads) });
      return { ...predictor, metadata };
    } finally {
      model.dispose();
    }
  } finally {
    if (previous != null) await tf.setBackend(previous);
  }
}
