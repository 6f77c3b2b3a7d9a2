import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, IMAGE_SIDE, SUM_CLASSES } from '@mnist-adder/dataset';
import { checkObject, pixelBytes } from '@mnist-adder/dataset/internal';
import { type LogProbabilities, type PredictAllAddends } from '@mnist-adder/model';
import { forwardAllAddends, unitPixels } from '@mnist-adder/model/internal';
import { compile, record, type CompileOptions, type OnnxRuntime, type RecordOptions } from '@mnist-adder/tfjs-onnx';
import type * as tf from '@tensorflow/tfjs-core';
import { checkRuntime } from './check-runtime.js';
import { disposedExecutor, type Executor } from './executor.js';
import { createLifetime } from './lifetime.js';

/**
 * Records steps and predictions as ONNX graphs, and runs them with ONNX Runtime: `onnxruntime-node` or `onnxruntime-web`.
 *
 * @param options options for ONNX Runtime.
 * @param recordOptions options for recording, for the provider that runs the graphs. Default: for a CPU.
 */
export function compiledExecutor(
  runtime: OnnxRuntime,
  options: CompileOptions = {},
  recordOptions: RecordOptions = { images: 'batch-last' },
): Executor {
  checkRuntime(runtime);
  checkObject('options', options, ['executionProviders']);
  checkObject('recordOptions', recordOptions, ['images']);
  return {
    async prepareStep(step) {
      const compiled = await compile(
        runtime,
        record(step.inputs, (inputs) => step.run(inputs), recordOptions),
        options,
      );
      const lifetime = createLifetime(disposedExecutor);
      return {
        run: (inputs) => lifetime.use(async () => step.report(await compiled.run(inputs))),
        writeVariables: () => lifetime.use(() => compiled.writeVariables()),
        dispose: () => lifetime.end(() => compiled.dispose()),
      };
    },

    async preparePredictor(model, batchSize) {
      const recording = record(
        { image: { shape: [batchSize, IMAGE_SIDE, IMAGE_SIDE, 1], dtype: 'int32' } },
        ({ image }): Record<string, tf.Tensor> => {
          const { digit, sum } = forwardAllAddends(model, unitPixels(image));
          return sum === undefined ? { digit } : { digit, sum };
        },
        recordOptions,
      );
      const compiled = await compile(runtime, recording, options);
      const predictBatch = async (images: Uint8Array, size: number): Promise<LogProbabilities> => {
        const { digit, sum } = await compiled.run({ image: paddedPixels(images, batchSize) });
        const pairs = size * (sum === undefined ? 1 : ADDEND_CLASSES);
        const digits = (digit as Float32Array).subarray(0, pairs * DIGIT_CLASSES);
        if (sum === undefined) return { digit: digits };
        return { digit: digits, sum: (sum as Float32Array).subarray(0, pairs * SUM_CLASSES) };
      };
      const lifetime = createLifetime(disposedExecutor);
      return {
        predict: (images, size) =>
          lifetime.use(async () => predictInParts(predictBatch, pixelBytes('images', images), size, batchSize)),
        readVariables: () => lifetime.use(() => compiled.readVariables()),
        dispose: () => lifetime.end(() => compiled.dispose()),
      };
    },
  };
}

/** Predicts any number of images with a predictor of at most `batchSize`. */
async function predictInParts(
  predict: PredictAllAddends,
  images: Uint8Array,
  size: number,
  batchSize: number,
): Promise<LogProbabilities> {
  if (size <= batchSize) return predict(images.subarray(0, size * IMAGE_PIXELS), size);
  const parts: LogProbabilities[] = [];
  for (let start = 0; start < size; start += batchSize) {
    const count = Math.min(batchSize, size - start);
    const { digit, sum } = await predict(images.subarray(start * IMAGE_PIXELS, (start + count) * IMAGE_PIXELS), count);
    // Copies: the next part may overwrite them.
    parts.push({ digit: digit.slice(), sum: sum?.slice() });
  }
  const join = (arrays: readonly Float32Array[]) => {
    const joined = new Float32Array(arrays.reduce((length, array) => length + array.length, 0));
    arrays.reduce((offset, array) => (joined.set(array, offset), offset + array.length), 0);
    return joined;
  };
  const sums = parts.flatMap(({ sum }) => sum ?? []);
  return { digit: join(parts.map(({ digit }) => digit)), sum: sums.length === 0 ? undefined : join(sums) };
}

/** The pixels of a batch. A graph's batch has a fixed size, so a smaller batch is padded with black images. */
function paddedPixels(images: Uint8Array, batchSize: number): Int32Array {
  const pixels = new Int32Array(batchSize * IMAGE_PIXELS);
  pixels.set(images);
  return pixels;
}
