import { createAdderSpecSchema, findHead } from '@mnist-adder/model/internal/spec';
import type { Definitions } from '@mnist-adder/model/spec';
import * as z from 'zod/mini';
import { isWeighted } from '../task/loss-weights.js';
import { taskConflicts, taskSchema } from '../task/task-schema.js';
import { columnsOf, type Recipe } from './recipe.js';
import { trainingSchema } from './training-schema.js';

const fraction = z.number().check(z.gte(0), z.lte(1));

const reportedSchema = z.strictObject({
  measure: z.enum(['digit', 'sum', 'overall']),
  accuracy: fraction,
  upTo: z.exactOptional(fraction),
  dataset: z.enum(['test', 'validation']),
});

/** The schema of recipes whose settings are each valid. They may not go together yet. */
export const createRecipeObjectSchema = (definitions: Definitions) =>
  z.strictObject({
    id: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
    summary: z.string(),
    source: z.string(),
    choices: z._default(z.array(z.string()), []),
    reported: z._default(z.array(reportedSchema), []),
    network: createAdderSpecSchema(definitions),
    task: taskSchema,
    data: z.prefault(
      z.strictObject({
        validation: z
          ._default(z.int().check(z.positive()), 12_000)
          .check(z.describe('training images held out for validation; a fifth of the set if that is less')),
      }),
      {},
    ),
    training: trainingSchema,
  });

/**
 * The schema of recipes: network, task and training settings, all that a run depends on besides the seed, the data and the backend.
 *
 * @param definitions backbones and heads of your own, allowed besides the built-in ones.
 */
export function createRecipeSchema(definitions: Definitions = {}): z.ZodMiniType<Recipe> {
  return createRecipeObjectSchema(definitions).check(({ value, issues }) => {
    const conflicts = findConflicts(value, definitions);
    issues.push(
      ...conflicts.map(({ path, problem }) => ({ code: 'custom' as const, input: value, path, message: problem })),
    );
  });
}

/** Settings that are each valid, but do not go together. */
function findConflicts({ network, task, training }: Recipe, definitions: Definitions) {
  const { type: headType } = network.head;
  const head = findHead(headType, definitions);
  const isIndependent = training.columns === 'independent';
  const own = [
    {
      isBroken: isIndependent && columnsOf(network) === 1,
      path: ['training', 'columns'],
      problem: 'a backbone of one column has no others to be independent of',
    },
    {
      isBroken: isIndependent && head.averagesColumns !== true,
      path: ['training', 'columns'],
      problem: `columns cannot learn independently with the head ${headType}, whose digit is not their mean`,
    },
    {
      isBroken: isIndependent && isWeighted(training.lossWeights),
      path: ['training', 'lossWeights'],
      problem: 'independent columns learn from the digit alone, and there is nothing to weigh its loss against',
    },
    {
      isBroken: training.calibrated && head.canCalibrate !== true,
      path: ['training', 'calibrated'],
      problem: `the head ${headType} cannot be calibrated: one of its outputs depends on another`,
    },
  ];
  return [...taskConflicts(task, { head, headType }, training), ...own.filter(({ isBroken }) => isBroken)];
}

/** The schema of recipes with built-in backbones and heads. */
export const recipeSchema = createRecipeSchema();
