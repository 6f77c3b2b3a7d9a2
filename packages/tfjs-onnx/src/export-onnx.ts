import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { UnknownShapeError } from './errors.js';
import type { EncodeOptions } from './onnx/encode.js';
import { record } from './record.js';
import type { InputSpec } from './recording.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/** What the first axis of an exported model's inputs and outputs is called, whose length each run may choose. */
const BATCH = 'batch';

/**
 * Exports a model as an ONNX file: its inputs and outputs by the names that they have in the model, for batches of any
 * length, with the weights that it has now as part of the file.
 *
 * @param model of TensorFlow.js: `tf.sequential`, `tf.model`, or one that was loaded. Only the layers' inference is exported:
 * dropout does nothing, and batch normalisation takes the averages that it has learnt.
 * @param options the operator set.
 * @returns the bytes of the file, a little more than four for each parameter.
 * @throws `UnknownShapeError` where another axis than the first has no fixed length.
 * @throws `UnsupportedKernelError` where a layer uses a kernel that cannot be recorded.
 * @throws `OpsetError` where the model cannot be written in the operator set.
 */
export function exportOnnx(model: LayersModel, options?: EncodeOptions): Uint8Array<ArrayBuffer> {
  // A sequential model knows its names from then on.
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

function inputSpec(name: string, { shape, dtype }: LayersModel['inputs'][number]): InputSpec {
  const lengths = shape.map((length, axis) => {
    if (length !== null) return length;
    if (axis === 0) return BATCH;
    throw new UnknownShapeError(name, shape);
  });
  return { shape: lengths, dtype: dtype as TensorType };
}
