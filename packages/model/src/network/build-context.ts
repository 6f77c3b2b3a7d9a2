import { randomStream } from '@mnist-adder/dataset';
import * as tfl from '@tensorflow/tfjs-layers';

type Initializer = ReturnType<typeof tfl.initializers.heNormal>;

/** What a backbone or a head is built with besides its own settings. */
export interface BuildContext {
  /** For a layer that a ReLU follows: He et al. 2015, drawn from the seed and the layer's name alone. */
  readonly he: (layerName: string) => Initializer;
  /** For other layers: Glorot & Bengio 2010, drawn from the seed and the layer's name alone. */
  readonly glorot: (layerName: string) => Initializer;
}

export function createBuildContext(seed: number): BuildContext {
  // TensorFlow.js takes a seed of 0 for none, and layers with one seed in common would start out correlated.
  const layerSeed = (layerName: string) => 1 + randomStream(seed, 'weights', layerName).below(2 ** 31 - 1);
  return {
    he: (layerName) => tfl.initializers.heNormal({ seed: layerSeed(layerName) }),
    glorot: (layerName) => tfl.initializers.glorotUniform({ seed: layerSeed(layerName) }),
  };
}
