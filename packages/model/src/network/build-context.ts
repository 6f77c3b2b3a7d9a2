import { randomStream } from '@mnist-adder/dataset';
import * as tfl from '@tensorflow/tfjs-layers';

type Initializer = ReturnType<typeof tfl.initializers.varianceScaling>;

/** What a backbone or a head is built with besides its own settings. */
export interface BuildContext {
  /**
   * How a layer's kernel starts: uniform within ±1/√(inputs of a unit), drawn from the seed and the layer's name alone. It is
   * what PyTorch does by default, in which the sources are written. The wider normal distribution of He et al. learns faster
   * in the first epoch and less well in the end.
   */
  readonly kernel: (layerName: string) => Initializer;
}

export function createBuildContext(seed: number): BuildContext {
  return {
    kernel: (layerName) =>
      tfl.initializers.varianceScaling({
        // A uniform distribution within ±√(3 · scale / inputs).
        scale: 1 / 3,
        mode: 'fanIn',
        distribution: 'uniform',
        // TensorFlow.js takes a seed of 0 for none, and layers with one seed in common would start out correlated.
        seed: 1 + randomStream(seed, 'weights', layerName).below(2 ** 31 - 1),
      }),
  };
}
