import { availableParallelism } from 'node:os';
import { checkOptions, is } from '@mnist-adder/dataset/internal';
import type { AdderMetadata } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { compilePredictor, type Predictor } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { importOnnxRuntime } from './onnx-runtime.js';
import { onnxSessionOptions } from './onnx.js';
import { startCpu } from './start-cpu.js';

/** A saved model, ready to predict, with its metadata. */
export interface SavedPredictor extends Predictor {
  /** What the saved model says about itself. */
  readonly metadata: AdderMetadata;
}

/**
 * Opens a saved model for prediction on ONNX Runtime, the fastest way in Node.
 *
 * @param folder the directory of the saved model, or its model.json
 * @param options `threads`: the number of threads that share a batch. Default: one for each core. A single image takes one thread, because
 *   to wake another costs more than it saves.
 * @throws `ModelError` of `@mnist-adder/model` if the folder has no whole saved model.
 */
export async function openPredictor(
  folder: string | URL,
  options: { readonly threads?: number | undefined } = {},
): Promise<SavedPredictor> {
  checkOptions('options', options, { threads: is.optional(is.integer(1)) });
  const { threads = availableParallelism() } = options;
  const runtime = await importOnnxRuntime();
  // Null before the first use of a backend.
  const previous = tf.getBackend() as string | null | undefined;
  await startCpu();
  try {
    const { model, metadata } = await readAdder(folder);
    try {
      // Blocked layouts make prediction faster. (They make a training step slower.)
      const session = (threads: number) => ({ ...onnxSessionOptions(threads), graphOptimizationLevel: 'all' as const });
      const { familiarity } = metadata;
      const predictor = await compilePredictor(runtime, model, {
        single: session(1),
        batch: session(threads),
        familiarity,
      });
      return { ...predictor, metadata };
    } finally {
      model.dispose();
    }
  } finally {
    if (previous != null) await tf.setBackend(previous);
  }
}
