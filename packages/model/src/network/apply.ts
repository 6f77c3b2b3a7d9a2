import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = ReturnType<typeof layers.dense>;

/** What a stock layer makes of its input; all of them here have one output. */
export function apply(layer: Pick<Layer, 'apply'>, input: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  return layer.apply(input) as SymbolicTensor;
}

/** The same for one layer after the other. */
export function applyAll(input: SymbolicTensor, ...chain: readonly Pick<Layer, 'apply'>[]): SymbolicTensor {
  return chain.reduce((output, layer) => apply(layer, output), input);
}
