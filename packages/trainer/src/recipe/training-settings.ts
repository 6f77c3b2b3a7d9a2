import type { LossWeights } from '../task/loss-weights.js';
import type { LearningRateSettings, LearningRateSettingsInput } from './learning-rate-settings.js';
import type { OptimizerSettings, OptimizerSettingsInput } from './optimizer-settings.js';
import type { WithDefaults } from './with-defaults.js';

/** Random changes of the training images; `AugmentationSettings` of `@mnist-adder/dataset` says more about each. */
export interface AugmentationRecipe {
  /** Pixels to the left or right, and up or down. Default: 0. */
  readonly shift: number;
  /** Degrees in either direction. Default: 0. */
  readonly rotation: number;
  /** The minimum and the maximum factor. Default: `[1, 1]`. */
  readonly scale: readonly [minimum: number, maximum: number];
  /** Degrees that upright strokes lean, in either direction. Default: 0. */
  readonly shear: number;
  /** Elastic distortions (Simard et al. 2003). */
  readonly elastic?: ElasticRecipe;
  /** The minimum and the maximum width in pixels that strokes gain at each edge; below 0 they lose it. Default: `[0, 0]`. */
  readonly strokes: readonly [minimum: number, maximum: number];
  /** Maximum standard deviation of a Gaussian blur, in pixels. Default: 0. */
  readonly blur: number;
  /** Maximum exponent, or its inverse, that makes greys darker or lighter between black and white. Default: 1. */
  readonly gamma: number;
  /** Maximum fraction of the contrast that is lost: the background becomes lighter or the ink paler. Default: 0. */
  readonly contrast: number;
  /** Maximum standard deviation of Gaussian noise, in grey values. Default: 0. */
  readonly noise: number;
  /** Maximum side of a rectangle that one grey covers, in pixels. Default: 0. */
  readonly erase: number;
  /** Probability of each change from `strokes` to `erase`, for each image. Default: 1. */
  readonly probability: number;
}

/** Elastic distortions of the training images. */
export interface ElasticRecipe {
  /** Standard deviation of the displacement, in pixels. Default: 1.4. */
  readonly amplitude: number;
  /** Distance over which neighbours move together, in pixels. Default: 4. */
  readonly smoothness: number;
}

/** Learning from trained models, teachers, besides the labels (Hinton et al. 2015). */
export interface DistillationSettings {
  /** The fraction of the loss, 0..1, that is the cross entropy against the teachers. Default: 0.5. */
  readonly weight: number;
  /** Divides the logits of both sides there, above 0. Default: 2. */
  readonly temperature: number;
}

/** A recipe's training settings, each spelled out. One that is absent has no effect. */
export interface TrainingSettings {
  /** Passes over the training images. */
  readonly epochs: number;
  /** Images in a step. */
  readonly batchSize: number;
  /** How the weights are updated. */
  readonly optimizer: OptimizerSettings;
  /** How the learning rate changes over the run. */
  readonly learningRate: LearningRateSettings;
  /** How strongly kernels are pulled towards zero; biases and batch normalisation are not. Default: 0. */
  readonly weightDecay: number;
  /** The maximum norm of the gradient of all weights; a longer gradient is shortened to it. */
  readonly clipNorm?: number;
  /** What the cross entropies of digit and sum are multiplied by before they are added, each at least 0. Default: 1 for both. */
  readonly lossWeights: LossWeights;
  /** The fraction of each label, 0..1, that is spread evenly over all possible answers. Default: 0. */
  readonly labelSmoothing: number;
  /** Whether a backbone's columns learn from their mean answer, or each from its own. Default: `together`. */
  readonly columns: 'together' | 'independent';
  /** The part of the network that keeps the weights of the saved model that the run starts from. */
  readonly freeze?: 'backbone';
  /** Learning from teachers. */
  readonly distillation?: DistillationSettings;
  /** An exponential moving average of the weights (Polyak & Juditsky 1992), whose `decay` is kept in each step. Its default: 0.999. */
  readonly averaging?: { readonly decay: number };
  /** Training ends after `patience` epochs in a row without a lower validation loss. */
  readonly earlyStopping?: { readonly patience: number };
  /** Whether the trained model has the last weights, or those with the lowest validation loss. Default: `last`. */
  readonly keep: 'last' | 'best';
  /** Whether the trained model's logits are divided by a temperature, so that its confidence is its accuracy. Default: false. */
  readonly calibrated: boolean;
  /** Random changes of the training images. */
  readonly augmentation?: AugmentationRecipe;
}

/** Random changes of the training images as people write them, without defaults. */
export type AugmentationRecipeInput = Omit<WithDefaults<AugmentationRecipe, never>, 'elastic'> & {
  readonly elastic?: WithDefaults<ElasticRecipe, never>;
};

/** A recipe's training settings as people write them, without defaults. */
export interface TrainingSettingsInput extends Partial<
  Pick<TrainingSettings, 'clipNorm' | 'freeze' | 'earlyStopping'>
> {
  /** Passes over the training images. */
  readonly epochs: number;
  /** Images in a step. */
  readonly batchSize: number;
  /** How the weights are updated. */
  readonly optimizer: OptimizerSettingsInput;
  /** How the learning rate changes over the run. */
  readonly learningRate: LearningRateSettingsInput;
  readonly weightDecay?: number | undefined;
  readonly lossWeights?: WithDefaults<LossWeights, never> | undefined;
  readonly labelSmoothing?: number | undefined;
  readonly columns?: 'together' | 'independent' | undefined;
  readonly distillation?: WithDefaults<DistillationSettings, never>;
  readonly averaging?: { readonly decay?: number | undefined };
  readonly keep?: 'last' | 'best' | undefined;
  readonly calibrated?: boolean | undefined;
  readonly augmentation?: AugmentationRecipeInput;
}
