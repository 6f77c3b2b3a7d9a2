import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, IMAGE_SIDE, SUM_CLASSES } from '@mnist-adder/dataset';
import { forwardAllAddends, unitPixels } from '@mnist-adder/model';
import { compile, record, type CompileOptions, type OnnxRuntime, type RecordOptions } from '@mnist-adder/tfjs-onnx';
import type * as tf from '@tensorflow/tfjs-core';
import type { Executor } from './executor.js';

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
  return {
    async prepareStep(step) {
      const compiled = await compile(
        runtime,
        record(step.inputs, (inputs) => step.run(inputs), recordOptions),
        options,
      );
      return {
        run: async (inputs) => step.report(await compiled.run(inputs)),
        writeVariables: () => compiled.writeVariables(),
        dispose: () => compiled.dispose(),
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
      return {
        async predict(images, size) {
          const { digit, sum } = await compiled.run({ image: paddedPixels(images, size, batchSize) });
          const pairs = size * (sum === undefined ? 1 : ADDEND_CLASSES);
          const digits = (digit as Float32Array).subarray(0, pairs * DIGIT_CLASSES);
          if (sum === undefined) return { digit: digits };
          return { digit: digits, sum: (sum as Float32Array).subarray(0, pairs * SUM_CLASSES) };
        },
        readVariables: () => compiled.readVariables(),
        dispose: () => compiled.dispose(),
      };
    },
  };
}

/** The pixels of a batch. A graph's batch has a fixed size, so a smaller batch is padded with black images. */
function paddedPixels(images: Uint8Array, size: number, batchSize: number): Int32Array {
  const pixels = new Int32Array(batchSize * IMAGE_PIXELS);
  pixels.set(images.subarray(0, size * IMAGE_PIXELS));
  return pixels;
}
