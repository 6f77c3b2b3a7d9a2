import type { Head } from '@mnist-adder/model/spec';
import * as z from 'zod/mini';
import { digitsSettings } from './digits/settings.js';
import { imageSumsSettings } from './image-sums/settings.js';
import { isWeighted, type LossWeights } from './loss-weights.js';
import { pairsSettings } from './pairs/settings.js';
import type { TaskRequirements } from './requirements.js';
import type { TaskSettings } from './settings.js';

/** The settings of every task. */
const ALL = { digits: digitsSettings, pairs: pairsSettings, 'image-sums': imageSumsSettings } as const;

/** The schema of a recipe's task. */
export const taskSchema = z
  .discriminatedUnion('type', [digitsSettings.schema, pairsSettings.schema, imageSumsSettings.schema])
  .check(z.describe('what is learned from what'));

/** The training settings that a task may be at odds with. */
interface TrainingSettings {
  readonly batchSize: number;
  readonly lossWeights: LossWeights;
  readonly labelSmoothing: number;
  readonly distillation?: unknown;
  readonly columns: 'together' | 'independent';
}

/** A setting of a recipe that its task cannot work with. */
export interface TaskConflict {
  readonly path: string[];
  readonly problem: string;
}

/**
 * The settings of a recipe that its task cannot work with.
 *
 * @param head the recipe's head, of the type `headType`.
 */
export function taskConflicts(
  task: TaskSettings,
  { head, headType }: { readonly head: Head; readonly headType: string },
  training: TrainingSettings,
): TaskConflict[] {
  // Found by its type, it takes these settings, which TypeScript cannot tell.
  const requirements = ALL[task.type] as unknown as TaskRequirements<typeof taskSchema>;
  const images = requirements.imagesPerProblem(task);
  const without = `the task ${task.type} has no digit labels, and this needs them`;
  const labels = (setting: string, isUsed: boolean) => ({
    isBroken: isUsed && !requirements.usesDigitLabels,
    path: ['training', setting],
    problem: without,
  });
  return [
    {
      isBroken: !requirements.fits(head),
      path: ['task', 'type'],
      problem: `the task ${task.type} needs ${requirements.heads}, and ${headType} is not one`,
    },
    {
      isBroken: training.batchSize % images !== 0,
      path: ['training', 'batchSize'],
      problem: `it is a multiple of ${images}, the number of images in a problem`,
    },
    {
      isBroken: !requirements.hasTwoLosses && isWeighted(training.lossWeights),
      path: ['training', 'lossWeights'],
      problem: `the task ${task.type} has one loss, and there is nothing to weigh it against`,
    },
    labels('labelSmoothing', training.labelSmoothing !== 0),
    labels('distillation', training.distillation !== undefined),
    labels('columns', training.columns === 'independent'),
  ].filter(({ isBroken }) => isBroken);
}
