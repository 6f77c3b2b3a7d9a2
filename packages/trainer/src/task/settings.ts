/** Reading digits: each image with its label, and no addition. */
export interface DigitsTaskSettings {
  readonly type: 'digits';
}

/** Reading digits and adding numbers to them: each image with one addend or with all ten, labelled with digit and sum. */
export interface PairsTaskSettings {
  readonly type: 'pairs';
  /** The addends of an image: one for good, a new one each epoch, or all ten in each step. Default: `all`. */
  readonly addends: 'fixed' | 'fresh' | 'all';
}

/** MNIST addition (Manhaeve et al. 2018): images make up pairs of numbers, and only the sums of the numbers are known. */
export interface ImageSumsTaskSettings {
  readonly type: 'image-sums';
  /** Number of digits, and so of images, in a number. Default: 1. */
  readonly digits: number;
}

/** A recipe's task, what is learned from what, with every setting spelled out. */
export type TaskSettings = DigitsTaskSettings | PairsTaskSettings | ImageSumsTaskSettings;

/** A recipe's task as people write it, without defaults. */
export type TaskSettingsInput =
  | DigitsTaskSettings
  | { readonly type: 'pairs'; readonly addends?: PairsTaskSettings['addends'] | undefined }
  | { readonly type: 'image-sums'; readonly digits?: number | undefined };
