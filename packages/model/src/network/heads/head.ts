import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type * as z from 'zod/mini';
import type { BuildContext } from '../build-context.js';

/** The names of the output layers. */
export const DIGIT_LAYER = 'digit';
export const SUM_LAYER = 'sum';

/** What a head is given: tensors of one row a pair. */
export interface HeadInputs {
  /** [b, E] */
  readonly embedding: SymbolicTensor;
  /** [b, 10], one-hot. */
  readonly addend: SymbolicTensor;
}

/** What a head gives: probability distributions, from layers named `digit` and `sum`. */
export interface HeadOutputs {
  /** [b, 10] */
  readonly digit: SymbolicTensor;
  /** [b, 19]; left out by a head that reads the digit only. */
  readonly sum?: SymbolicTensor;
}

/** A way from an embedding and an addend to the digit and the sum. */
export interface Head<Schema extends z.ZodMiniType<{ type: string }>> {
  /** The settings with their defaults, told apart from other heads' by `type`. */
  readonly schema: Schema;
  /** Strings the layers together. */
  build(inputs: HeadInputs, settings: z.output<Schema>, context: BuildContext): HeadOutputs;
}

/** Lets TypeScript work out the settings' type from the schema. */
export const defineHead = <Schema extends z.ZodMiniType<{ type: string }>>(head: Head<Schema>) => head;
