import type { Head } from '@mnist-adder/model/spec';
import type * as z from 'zod/mini';

/** The settings of a task, and what it requires of the rest of a recipe. None of it loads TensorFlow.js. */
export interface TaskRequirements<Schema extends z.ZodMiniType<{ type: string }>> {
  /** The settings with their defaults. `type` tells tasks apart. */
  readonly schema: Schema;
  /** Whether the task can be learned with a head. */
  fits(head: Head): boolean;
  /** The heads that fit, in words: `a head that adds`. */
  readonly heads: string;
  /** Whether training sees the digits' labels. Label smoothing, distillation and independent columns need them. */
  readonly usesDigitLabels: boolean;
  /** Whether digit and sum each have a loss, so that the two can be weighted. */
  readonly hasTwoLosses: boolean;
  /** The number of images that belong together. Batches hold a multiple of it. */
  imagesPerProblem(settings: z.output<Schema>): number;
}

/** Defines the settings of a task and its requirements. */
export const defineTaskSettings = <Schema extends z.ZodMiniType<{ type: string }>>(task: TaskRequirements<Schema>) =>
  task;
