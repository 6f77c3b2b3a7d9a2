import { sha256 } from '@mnist-adder/dataset';
import { pathOf } from '@mnist-adder/dataset/internal/node';
import * as z from 'zod/mini';
import { recipeSchema, type Recipe } from '../recipe/recipe.js';
import { machineSchema } from './machine.js';
import { RunDirectoryError } from './run-directory-error.js';
import { parseRunFile, readRunFile } from './run-file.js';

/** The name of the file in a run's directory. */
export const CONFIG_FILE = 'config.json';

const pinnedModelSchema = z.object({
  folder: z.string(),
  /** SHA-256 of its weights. */
  digest: z.string(),
});

/** What a run is, fixed when it starts: the content of `config.json`. */
const runConfigSchema = z.object({
  /** The recipe with every setting spelled out. */
  recipe: recipeSchema,
  seed: z.int(),
  /** The name of the backend that it trains on. */
  backend: z.string(),
  /** The number of threads that a step is split among, if the backend lets that be set. */
  threads: z.optional(z.int().check(z.positive())),
  /** The device that the backend computes on, if it is known. */
  device: z.optional(z.object({ name: z.string(), software: z.boolean() })),
  data: z.object({
    /** What the data is, for people. */
    source: z.string(),
    /** The folder of the data; absent for MNIST. */
    folder: z.optional(z.string()),
    /** SHA-256 of each file. */
    digests: z.record(z.string(), z.string()),
  }),
  /** The saved model that it starts from. */
  from: z.optional(pinnedModelSchema),
  /** The saved models that teach it. */
  teachers: z.optional(z.array(pinnedModelSchema)),
  /** The machine that it started on. */
  machine: z.optional(machineSchema),
  /** The version of the package that started it. */
  packageVersion: z.optional(z.string()),
});

/** What a run is. */
export type RunConfig = Readonly<Omit<z.output<typeof runConfigSchema>, 'recipe'>> & { readonly recipe: Recipe };

/** SHA-256 of all that a run's weights depend on: recipe, seed, backend, threads, data, and the models that it learns from. */
export async function runDigest(config: RunConfig): Promise<string> {
  const { recipe, seed, backend, threads, data, from, teachers = [] } = config;
  const transfer = { from: from?.digest, teachers: teachers.map(({ digest }) => digest) };
  const learnsFrom = from === undefined && teachers.length === 0 ? [] : [transfer];
  const digests = Object.entries(data.digests).sort();
  return (await sha256(JSON.stringify([recipe, seed, backend, threads ?? null, digests, ...learnsFrom])))!;
}

/**
 * Reads the configuration of the run in a directory.
 *
 * @throws `RunDirectoryError` if there is no run, or its `config.json` is damaged.
 */
export async function readRunConfig(directory: string | URL): Promise<RunConfig> {
  const folder = pathOf('directory', directory);
  const text = await readRunFile(folder, CONFIG_FILE);
  if (text === undefined) {
    throw new RunDirectoryError(folder, `has no run in it (there is no ${CONFIG_FILE})`, 'name the directory of one');
  }
  const remedy = 'put the file back that the run wrote, or train again into another directory';
  return parseRunFile(text, { folder, name: CONFIG_FILE, schema: runConfigSchema, remedy });
}
