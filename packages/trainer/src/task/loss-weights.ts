/** How much each output of the network counts in the loss. With 0, it is not learned from its labels. One of the two is above 0. */
export interface LossWeights {
  /** What the digit's cross entropy is multiplied by, at least 0. Default: 1. */
  readonly digit: number;
  /** What the sum's cross entropy is multiplied by, at least 0. Default: 1. */
  readonly sum: number;
}

/** Whether the losses of digit and sum do not simply count as they are. */
export const isWeighted = ({ digit, sum }: LossWeights): boolean => digit !== 1 || sum !== 1;
