import { randomStream } from '@mnist-adder/dataset';
import * as tfl from '@tensorflow/tfjs-layers';

type Initializer = ReturnType<typeof tfl.initializers.varianceScaling>;
type DenseLayer = ReturnType<typeof tfl.layers.dense>;
type Activation = NonNullable<Parameters<typeof tfl.layers.dense>[0]['activation']>;

/** What a backbone or a head is built with besides its own settings. */
export interface BuildContext {
  /**
   * How a layer's kernel starts: uniform within ±1/√(inputs of a unit), drawn from the seed and the layer's name alone. It is
   * what PyTorch does by default, in which the sources are written. The wider normal distribution of He et al. learns faster
   * in the first epoch and less well in the end.
   */
  readonly kernel: (layerName: string) => Initializer;
  /** A dense layer that starts so. Its activation is linear unless one is given. */
  readonly dense: (name: string, units: number, activation?: Activation) => DenseLayer;
}

export function createBuildContext(seed: number): BuildContext {
  const kernel = (layerName: string) =>
    tfl.initializers.varianceScaling({
      // A uniform distribution within ±√(3 · scale / inputs).
      scale: 1 / 3,
      mode: 'fanIn',
      distribution: 'uniform',
      // TensorFlow.js takes a seed of 0 for none, and layers with one seed in common would start out correlated.
      seed: 1 + randomStream(seed, 'weights', layerName).below(2 ** 31 - 1),
    });
  return {
    kernel,
    dense: (name, units, activation = 'linear') =>
      tfl.layers.dense({ name, units, activation, kernelInitializer: kernel(name) }),
  };
}
