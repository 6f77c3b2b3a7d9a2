import type { AdderSpec, AdderSpecInput, Backbone, Head } from '@mnist-adder/model/spec';
import type { TaskSettings, TaskSettingsInput } from '../task/settings.js';
import type { TrainingSettings, TrainingSettingsInput } from './training-settings.js';

/** What the source of a recipe reports. */
export interface ReportedAccuracy {
  /** Which answers: the digits, the sums, or the mean of both. */
  readonly measure: 'digit' | 'sum' | 'overall';
  /** The fraction that was right; the minimum of several runs. */
  readonly accuracy: number;
  /** The maximum of several runs. */
  readonly upTo?: number;
  /** The images that it was measured on. */
  readonly dataset: 'test' | 'validation';
}

/**
 * A recipe with every setting spelled out: all that a run depends on besides the seed, the data and the backend. Its network may have
 * backbones and heads of your own.
 */
export interface Recipe {
  /** Its name: small letters and digits, in words joined by hyphens. */
  readonly id: string;
  /** One line for people. */
  readonly summary: string;
  /** Where the recipe comes from. */
  readonly source: string;
  /** What the source leaves open, and what was chosen. Default: none. */
  readonly choices: readonly string[];
  /** What the source reports. Default: none. */
  readonly reported: readonly ReportedAccuracy[];
  readonly network: AdderSpec;
  readonly task: TaskSettings;
  /** `validation`: training images held out for validation; a fifth of the set if that is less. Default: 12,000. */
  readonly data: { readonly validation: number };
  readonly training: TrainingSettings;
}

/** A recipe as people write it, without defaults. The type parameters are those of `Definitions`. */
export interface RecipeInput<B extends Backbone = never, H extends Head = never> {
  /** Its name: small letters and digits, in words joined by hyphens. */
  readonly id: string;
  /** One line for people. */
  readonly summary: string;
  /** Where the recipe comes from. */
  readonly source: string;
  /** What the source leaves open, and what was chosen. Default: none. */
  readonly choices?: readonly string[] | undefined;
  /** What the source reports. Default: none. */
  readonly reported?: readonly ReportedAccuracy[] | undefined;
  readonly network: AdderSpecInput<B, H>;
  readonly task: TaskSettingsInput;
  /** `validation`: training images held out for validation; a fifth of the set if that is less. Default: 12,000. */
  readonly data?: { readonly validation?: number | undefined } | undefined;
  readonly training: TrainingSettingsInput;
}

/** The number of columns of a network's backbone: 1 if it has no such setting. */
export const columnsOf = ({ backbone }: Pick<AdderSpec, 'backbone'>): number =>
  typeof backbone.columns === 'number' ? backbone.columns : 1;
