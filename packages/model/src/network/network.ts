import { ArgumentError } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import { EMBEDDING_LAYER, SUM_LAYER } from './definition.js';

/** A weight of a layer. */
export interface NetworkWeight {
  /** `<layer>/<name>`: `conv_1/kernel` */
  readonly originalName: string;
  /** The variable that holds the weight. */
  read(): tf.Tensor;
}

/** The part of a layer that `forward` needs. */
export interface NetworkLayer {
  readonly name: string;
  readonly weights: readonly NetworkWeight[];
  /** The first node tells which layers the inputs come from. */
  readonly inboundNodes: readonly { readonly inboundLayers: readonly { readonly name: string }[] }[];
  getClassName(): string;
  getConfig(): Readonly<Record<string, unknown>>;
  /** Calculates the layer; absent where a network is opened without the layers of TensorFlow.js. */
  call?(inputs: tf.Tensor | tf.Tensor[], options: { readonly training: boolean }): tf.Tensor | tf.Tensor[];
}

/** The part of a model that `forward` needs. A `LayersModel` has it, and so has the result of `openNetwork`. */
export interface Network {
  /** Each layer comes after the layers that its inputs come from. */
  readonly layers: readonly NetworkLayer[];
  readonly outputNames: readonly string[];
}

/**
 * Whether a model takes an addend and gives a sum. If not, it only reads digits.
 *
 * @throws `ArgumentError` if it is no model.
 */
export function hasSum(model: Network): boolean {
  // JavaScript may give anything.
  const given = model as Partial<Network> | null | undefined;
  if (!given?.outputNames) throw new ArgumentError('model', 'a model that createAdder or readAdder returned', given);
  return given.outputNames.includes(SUM_LAYER);
}

/** The names of the layers between the image and the embedding: what two networks with different heads may share. */
export function backboneLayers({ layers }: Pick<Network, 'layers'>): ReadonlySet<string> {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    byName.get(name)!.inboundNodes[0]!.inboundLayers.forEach((layer) => {
      visit(layer.name);
    });
  };
  visit(EMBEDDING_LAYER);
  return found;
}

/** The variable that holds a layer's weight, for gradients and assignments: `model.weights.map(variableOf)`. */
export function variableOf(weight: NetworkWeight): tf.Variable {
  const value = weight.read();
  if (!isVariable(value)) throw new TypeError(`TensorFlow.js keeps the weight ${weight.originalName} in no variable.`);
  return value;
}

const isVariable = (value: tf.Tensor): value is tf.Variable => value instanceof tf.Variable;
