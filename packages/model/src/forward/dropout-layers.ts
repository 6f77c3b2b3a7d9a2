import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A layer that sets a part of its activations to zero in training. */
export interface DropoutLayer {
  readonly name: string;
  /** The part that is set to zero, 0 < rate < 1. */
  readonly rate: number;
  /** The activations of one image: [height, width, channels] or [units]. */
  readonly shape: readonly number[];
}

/** The layers of a model that need a mask in training, in the order in which they are calculated. */
export function dropoutLayers(model: LayersModel): DropoutLayer[] {
  return model.layers
    .filter((layer) => layer.getClassName() === 'Dropout')
    .map((layer) => ({
      name: layer.name,
      rate: layer.getConfig().rate as number,
      shape: (layer.outputShape as number[]).slice(1),
    }))
    .filter(({ rate }) => rate > 0);
}
