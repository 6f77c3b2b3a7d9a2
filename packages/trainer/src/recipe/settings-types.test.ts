import type { scoresSchema } from '@mnist-adder/model/internal/spec';
import type { Scores } from '@mnist-adder/model/spec';
import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod/mini';
import type { trainingStateSchema } from '../checkpoint/training-state-schema.js';
import type { TrainingState } from '../checkpoint/training-state.js';
import type { RunConfig } from '../run-directory/run-config.js';
import type { runConfigSchema } from '../run-directory/run-config-schema.js';
import type { runResultSchema } from '../run-directory/result-schema.js';
import type { RunResult } from '../run-directory/result.js';
import type { TaskSettings, TaskSettingsInput } from '../task/settings.js';
import type { taskSchema } from '../task/task-schema.js';
import type { learningRateSchema } from './learning-rate-schema.js';
import type { LearningRateSettings, LearningRateSettingsInput } from './learning-rate-settings.js';
import type { optimizerSchema } from './optimizer-schema.js';
import type { OptimizerSettings, OptimizerSettingsInput } from './optimizer-settings.js';
import type { Recipe, RecipeInput } from './recipe.js';
import type { createRecipeObjectSchema } from './recipe-schema.js';
import type { trainingSchema } from './training-schema.js';
import type { TrainingSettings, TrainingSettingsInput } from './training-settings.js';

/** Data that is not changed, with everything there that may be. */
type Whole<T> = T extends object ? { readonly [Key in keyof T]-?: Whole<Exclude<T[Key], undefined>> } : T;
/** Data that is not changed, as it is. */
type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** Whether a type written for people is that of a schema, with the same keys and the same optional ones. */
type Agree<Written, Schema> = [Whole<Written>, Whole<Schema>, Frozen<Written>, Frozen<Schema>] extends [
  Whole<Schema>,
  Whole<Written>,
  Frozen<Schema>,
  Frozen<Written>,
]
  ? true
  : false;

type RecipeSchema = ReturnType<typeof createRecipeObjectSchema>;

test('the types of settings and results are those of their schemas', () => {
  expectTypeOf<Agree<OptimizerSettings, z.output<typeof optimizerSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<OptimizerSettingsInput, z.input<typeof optimizerSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<LearningRateSettings, z.output<typeof learningRateSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<LearningRateSettingsInput, z.input<typeof learningRateSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<TrainingSettings, z.output<typeof trainingSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<TrainingSettingsInput, z.input<typeof trainingSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<TaskSettings, z.output<typeof taskSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<TaskSettingsInput, z.input<typeof taskSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<Scores, z.output<typeof scoresSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<TrainingState, z.output<typeof trainingStateSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<RunResult, z.output<typeof runResultSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<RunConfig, z.output<typeof runConfigSchema>>>().toEqualTypeOf<true>();
  expectTypeOf<Agree<Recipe, z.output<RecipeSchema>>>().toEqualTypeOf<true>();
  // The types of parts of your own are parameters of a network, and no part of its schema.
  expectTypeOf<Agree<Omit<RecipeInput, 'network'>, Omit<z.input<RecipeSchema>, 'network'>>>().toEqualTypeOf<true>();
});

test('another setting, or one that may be left out on one side alone, is noticed', () => {
  expectTypeOf<Agree<{ a: 1 }, { a: 1; b?: 2 }>>().toEqualTypeOf<false>();
  expectTypeOf<Agree<{ a: 1; b: 2 }, { a: 1; b?: 2 }>>().toEqualTypeOf<false>();
  expectTypeOf<Agree<{ a: { b: 1 } }, { a: { b: number } }>>().toEqualTypeOf<false>();
});
