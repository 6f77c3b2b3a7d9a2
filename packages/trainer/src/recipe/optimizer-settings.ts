import type { WithDefaults } from './with-defaults.js';

/** Adam with bias correction (Kingma & Ba 2015), or with decoupled weight decay, `adamw` (Loshchilov & Hutter 2019). */
export interface AdamSettings {
  readonly type: 'adam' | 'adamw';
  /** The fraction of the mean gradient that is kept in each step. Default: 0.9. */
  readonly beta1: number;
  /** The fraction of the mean squared gradient that is kept in each step. Default: 0.999. */
  readonly beta2: number;
  /** Added to the denominator, above 0. Default: 1e-8. */
  readonly epsilon: number;
}

/** Stochastic gradient descent. */
export interface SgdSettings {
  readonly type: 'sgd';
  /** The fraction of the velocity that is kept in each step. Default: 0. */
  readonly momentum: number;
  /** Whether momentum is applied before the gradient is taken (Nesterov 1983). Default: false. */
  readonly nesterov: boolean;
}

/** The gradient divided by the root of its mean square (Hinton 2012). */
export interface RmspropSettings {
  readonly type: 'rmsprop';
  /** The fraction of the mean squared gradient that is kept in each step: PyTorch's alpha. Default: 0.99. */
  readonly decay: number;
  /** The fraction of the velocity that is kept in each step. Default: 0. */
  readonly momentum: number;
  /** Added to the denominator, above 0. Default: 1e-8. */
  readonly epsilon: number;
}

/** An optimizer with every setting spelled out. Formulas and defaults are PyTorch's. */
export type OptimizerSettings = AdamSettings | SgdSettings | RmspropSettings;

/** An optimizer as people write it, without defaults. */
export type OptimizerSettingsInput =
  WithDefaults<AdamSettings, 'type'> | WithDefaults<SgdSettings, 'type'> | WithDefaults<RmspropSettings, 'type'>;
