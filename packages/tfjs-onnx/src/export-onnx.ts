import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { TfjsOnnxError } from './errors.js';
import type { EncodeOptions } from './onnx/encode.js';
import { record } from './record.js';
import type { InputSpec } from './recording.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/**
 * Exports a model of TensorFlow.js as an ONNX file. The file contains the weights that the model has now. Its inputs and outputs
 * have the model's names, and a dynamic first dimension, `batch`.
 *
 * @param model a `tf.sequential`, a `tf.model`, or a loaded layers model. Its layers are exported for inference: dropout does
 * nothing, and batch normalisation uses its moving averages.
 * @param options the operator set.
 * @returns the bytes of the file, a little more than four for each parameter.
 * @throws `TfjsOnnxError` with code `unknown-shape` if an axis after the first has no length, `unsupported-kernel` if a layer uses
 * a kernel that cannot be recorded, or `unsupported-opset` if the model cannot be written in the operator set.
 */
export function exportOnnx(model: LayersModel, options?: EncodeOptions): Uint8Array<ArrayBuffer> {
  // A sequential model has names only once it is built.
  if (!model.built) model.build(model.inputs[0]!.shape);
  const { inputNames, outputNames } = model;
  const inputs = Object.fromEntries(inputNames.map((name, i) => [name, inputSpec(name, model.inputs[i]!)]));
  const recording = record(
    inputs,
    (tensors) => {
      const given = inputNames.map((name) => tensors[name]!);
      const results = model.apply(given.length === 1 ? given[0]! : given, { training: false }) as
        tf.Tensor | tf.Tensor[];
      const outputs = Array.isArray(results) ? results : [results];
      return Object.fromEntries(outputNames.map((name, i) => [name, outputs[i]!]));
    },
    { variables: 'constants' },
  );
  return recording.toOnnx(options);
}

function inputSpec(input: string, { shape, dtype }: LayersModel['inputs'][number]): InputSpec {
  const lengths = shape.map((length, axis) => {
    if (length !== null) return length;
    if (axis === 0) return 'batch';
    const message = `The input ${input} of shape [${shape.map(String).join(', ')}] has more axes without a length than the batch. Give the model's input layer a whole shape.`;
    throw new TfjsOnnxError('unknown-shape', message, { input, shape });
  });
  return { shape: lengths, dtype: dtype as TensorType };
}
