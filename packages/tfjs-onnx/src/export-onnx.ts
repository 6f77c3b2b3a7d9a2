import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions, invalidArgument } from './check-arguments.js';
import { TfjsOnnxError } from './errors.js';
import type { EncodeOptions } from './onnx/encode.js';
import { record } from './record.js';
import type { InputSpec } from './recording.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/**
 * Exports a model of TensorFlow.js as an ONNX file. The file contains the weights that the model has now. Its inputs and outputs
 * have the model's names, and a dynamic first dimension, `batch`. An output whose name is taken gets a number: `lstm`, `lstm_1`.
 *
 * @param model a `tf.sequential`, a `tf.model`, or a loaded layers model. Its layers are exported for inference: dropout does
 * nothing, and batch normalisation uses its moving averages.
 * @param options the operator set, and texts about the model.
 * @returns the bytes of the file, a little more than four for each parameter.
 * @throws `TfjsOnnxError` with code `unknown-shape` if an axis after the first has no length, `unsupported-kernel` if a layer uses
 * a kernel that cannot be recorded, `stateful-layer` if a layer keeps a state between batches, `invalid-argument` for an option that
 * does not exist, or `unsupported-opset` if the model cannot be written in the operator set.
 */
export function exportOnnx(model: LayersModel, options?: EncodeOptions): Uint8Array<ArrayBuffer> {
  if (!Array.isArray((model as Partial<LayersModel> | undefined)?.inputs)) {
    throw invalidArgument('model', model, 'a layers model of TensorFlow.js');
  }
  checkOptions(options ?? {}, { opset: undefined, metadata: undefined });
  // A sequential model has names only once it is built.
  if (!model.built) model.build(model.inputs[0]!.shape);
  const stateful = model.layers.find((layer) => layer.stateful);
  if (stateful !== undefined) {
    const message = `The layer ${stateful.name} is stateful: it keeps a state between batches, which an exported model cannot. Create it with stateful: false.`;
    throw new TfjsOnnxError('stateful-layer', message, { layer: stateful.name });
  }
  const { inputNames } = model;
  const outputNames = uniqueNames(model.outputNames, inputNames);
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

/** Returns names that differ from each other and from those taken: a number is appended to a name that occurred before. */
function uniqueNames(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set([...taken, ...names]);
  const seen = new Set(taken);
  return names.map((name) => {
    let unique = name;
    for (let i = 1; seen.has(unique) || (unique !== name && used.has(unique)); i++) unique = `${name}_${i}`;
    seen.add(unique);
    return unique;
  });
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
