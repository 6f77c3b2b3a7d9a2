import type { WithDefaults } from './with-defaults.js';

/** The same rate in each step. */
export interface ConstantRate {
  readonly type: 'constant';
  /** The learning rate. */
  readonly rate: number;
  /** The fraction of the run, 0..1, in which the rate rises. Default: 0. */
  readonly warmup: number;
}

/** The rate falls at the end of epochs, as in PyTorch's StepLR. */
export interface StepRate {
  readonly type: 'step';
  /** The learning rate, before warm-up and decay. */
  readonly rate: number;
  /** The rate is multiplied by the factor each time so many epochs are done. */
  readonly every: number;
  /** Multiplies the rate, above 0 and at most 1. Default: 0.1. */
  readonly factor: number;
  /** The fraction of the run, 0..1, in which the rate rises. Default: 0. */
  readonly warmup: number;
}

/** Half a cosine, from the rate to the final one (Loshchilov & Hutter 2017, without restarts), as in PyTorch's CosineAnnealingLR. */
export interface CosineRate {
  readonly type: 'cosine';
  /** The learning rate, before warm-up and decay. */
  readonly rate: number;
  /** The rate after the last step, at most the rate. Default: 0. */
  readonly final: number;
  /** The fraction of the run, 0..1, in which the rate rises. Default: 0. */
  readonly warmup: number;
}

/** Up to the peak and down again in cosine arcs (Smith & Topin 2018), as in PyTorch's OneCycleLR. */
export interface OneCycleRate {
  readonly type: 'one-cycle';
  /** The maximum rate. */
  readonly peak: number;
  /** The fraction of the run, 0..1, in which the rate rises. Default: 0.3. */
  readonly warmup: number;
  /** The first rate is the peak divided by this, at least 1. Default: 25. */
  readonly initialDivisor: number;
  /** The last rate is the first one divided by this, at least 1. Default: 10,000. */
  readonly finalDivisor: number;
}

/** A learning rate schedule with every setting spelled out. The rate is a function of the step's number alone. */
export type LearningRateSettings = ConstantRate | StepRate | CosineRate | OneCycleRate;

/** A learning rate schedule as people write it, without defaults. */
export type LearningRateSettingsInput =
  | WithDefaults<ConstantRate, 'type' | 'rate'>
  | WithDefaults<StepRate, 'type' | 'rate' | 'every'>
  | WithDefaults<CosineRate, 'type' | 'rate'>
  | WithDefaults<OneCycleRate, 'type' | 'peak'>;
