import {
  createAdderSpecSchema,
  findHead,
  type AdderSpec,
  type Backbone,
  type Definitions,
  type Head,
} from '@mnist-adder/model/spec';
import * as z from 'zod/mini';
import { taskConflicts, taskSchema } from '../task/settings.js';
import { trainingSchema } from './training-settings.js';

const fraction = z.number().check(z.gte(0), z.lte(1));

/** What the source of a recipe reports. */
const reportedSchema = z.strictObject({
  /** Which answers: the digits, the sums, or the mean of both. */
  measure: z.enum(['digit', 'sum', 'overall']),
  /** The fraction that was right; the minimum of several runs. */
  accuracy: fraction,
  /** The maximum of several runs. */
  upTo: z.exactOptional(fraction),
  dataset: z.enum(['test', 'validation']),
});

/**
 * The schema of recipes: network, task and training settings, all that a run depends on besides the seed, the data and the backend.
 *
 * @param definitions backbones and heads of your own, allowed besides the built-in ones.
 */
export function createRecipeSchema<B extends Backbone = never, H extends Head = never>(
  definitions: Definitions<B, H> = {},
) {
  return z
    .strictObject({
      id: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
      /** One line for people. */
      summary: z.string(),
      /** Where the recipe comes from. */
      source: z.string(),
      /** What the source leaves open, and what was chosen. */
      choices: z._default(z.array(z.string()), []),
      /** What the source reports. */
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
    })
    .check(({ value, issues }) => {
      const conflicts = findConflicts(value as Recipe, definitions);
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
      isBroken: training.calibrated && head.canCalibrate !== true,
      path: ['training', 'calibrated'],
      problem: `the head ${headType} cannot be calibrated: one of its outputs depends on another`,
    },
  ];
  return [...taskConflicts(task, { head, headType }, training), ...own.filter(({ isBroken }) => isBroken)];
}

/** The schema of recipes with built-in backbones and heads. */
export const recipeSchema = createRecipeSchema();

type RecipeSchema = typeof recipeSchema;

/** A recipe with every setting spelled out. Its network may have backbones and heads of your own. */
export type Recipe = Readonly<Omit<z.output<RecipeSchema>, 'network'>> & { readonly network: AdderSpec };
/** A recipe as people write it, without defaults. The type parameters are those of `Definitions`. */
export type RecipeInput<B extends Backbone = never, H extends Head = never> = z.input<
  ReturnType<typeof createRecipeSchema<B, H>>
>;
/** What the source of a recipe reports. */
export type ReportedAccuracy = z.output<typeof reportedSchema>;

/** The number of columns of a network's backbone: 1 if it has no such setting. */
export const columnsOf = ({ backbone }: Pick<AdderSpec, 'backbone'>): number =>
  typeof backbone.columns === 'number' ? backbone.columns : 1;
