import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../checkpoint/encode-checkpoint.js';
import { recipeSchema } from '../recipe/recipe.js';
import { RunDirectoryError } from './run-directory-error.js';

const knownModelSchema = z.strictObject({
  folder: z.string(),
  /** SHA-256 of its weights. */
  digest: z.string(),
});

/** What a run is, settled when it begins: the content of `config.json`. */
const runConfigSchema = z.looseObject({
  /** With every setting spelled out. */
  recipe: recipeSchema,
  seed: z.int(),
  /** The backend that it trains on, by name. */
  backend: z.string(),
  /** How many threads a step is split among, where the backend lets that be set. */
  threads: z.int().positive().exactOptional(),
  data: z.looseObject({
    /** What the data are, for people. */
    source: z.string(),
    /** The folder that was given; MNIST where there was none. */
    folder: z.string().exactOptional(),
    /** SHA-256 of each file. */
    digests: z.record(z.string(), z.string()),
  }),
  /** The saved model that it begins with. */
  from: knownModelSchema.exactOptional(),
  /** The saved models that teach it. */
  teachers: z.array(knownModelSchema).exactOptional(),
});

export type RunConfig = z.output<typeof runConfigSchema>;

/** Names a run by all that its weights depend on: SHA-256 of recipe, seed, backend, threads, data, and the models that it learns from. */
export function runDigest({ recipe, seed, backend, threads, data, from, teachers = [] }: RunConfig): string {
  const transfer = { from: from?.digest, teachers: teachers.map(({ digest }) => digest) };
  const learnsFrom = from === undefined && teachers.length === 0 ? [] : [transfer];
  const digests = Object.entries(data.digests).sort();
  return digestOf(JSON.stringify([recipe, seed, backend, threads ?? null, digests, ...learnsFrom]));
}

/**
 * Reads what the run in a directory is.
 *
 * @throws `RunDirectoryError` where there is none, or its `config.json` is damaged.
 */
export async function readRunConfig(folder: string): Promise<RunConfig> {
  const text = await readFile(join(folder, 'config.json'), 'utf8').catch((cause: unknown) => {
    throw new RunDirectoryError(folder, 'has no run in it (there is no config.json)', 'name the directory of one', {
      cause,
    });
  });
  try {
    return runConfigSchema.parse(JSON.parse(text));
  } catch (cause) {
    const problem = 'has a config.json that is damaged, or of another version';
    throw new RunDirectoryError(folder, problem, 'train anew into another directory', { cause });
  }
}
