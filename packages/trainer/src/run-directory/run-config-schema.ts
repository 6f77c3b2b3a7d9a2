import * as z from 'zod/mini';
import { recipeSchema } from '../recipe/recipe-schema.js';

const pinnedModelSchema = z.object({ folder: z.string(), digest: z.string() });

/** The schema of `config.json`. */
export const runConfigSchema = z.object({
  recipe: recipeSchema,
  seed: z.int(),
  backend: z.string(),
  threads: z.optional(z.int().check(z.positive())),
  device: z.optional(z.object({ name: z.string(), software: z.boolean() })),
  data: z.object({
    source: z.string(),
    path: z.optional(z.string()),
    transposed: z.optional(z.boolean()),
    preparation: z.optional(z.enum(['auto', 'on', 'off'])),
    digests: z.record(z.string(), z.string()),
  }),
  from: z.optional(pinnedModelSchema),
  teachers: z.optional(z.array(pinnedModelSchema)),
  machine: z.optional(
    z.object({ cpu: z.string(), cores: z.int(), memoryBytes: z.int(), node: z.string(), platform: z.string() }),
  ),
  packageVersion: z.optional(z.string()),
});
