import { checkFields, is, sha256 } from '@mnist-adder/dataset/internal';
import { pathOf } from '@mnist-adder/dataset/internal/node';
import type { Preparation } from '@mnist-adder/dataset/node';
import type { Recipe } from '../recipe/recipe.js';
import type { Machine } from './machine.js';
import { runConfigSchema } from './run-config-schema.js';
import { RunDirectoryError } from './run-directory-error.js';
import { parseRunFile, readRunFile } from './run-file.js';

/** The name of the file in a run's directory. */
export const CONFIG_FILE = 'config.json';

/** A saved model that a run learns from. */
export interface PinnedModel {
  readonly folder: string;
  /** SHA-256 of its weights. */
  readonly digest: string;
}

/** What a run is, fixed when it starts: the content of `config.json`. */
export interface RunConfig {
  /** The recipe with every setting spelled out. */
  readonly recipe: Recipe;
  readonly seed: number;
  /** The name of the backend that it trains on. */
  readonly backend: string;
  /** The number of threads that a step is split among, if the backend lets that be set. */
  readonly threads?: number | undefined;
  /** The device that the backend computes on, if it is known. */
  readonly device?: { readonly name: string; readonly software: boolean } | undefined;
  readonly data: {
    /** What the data is, for people. */
    readonly source: string;
    /** The path of the data; absent for MNIST. */
    readonly path?: string | undefined;
    /** Whether images are stored column by column, if that was said. */
    readonly transposed?: boolean | undefined;
    /** Whether pictures are prepared, if that was said. */
    readonly preparation?: Preparation | undefined;
    /** SHA-256 of each file, or of what it would be as an IDX file. */
    readonly digests: Readonly<Record<string, string>>;
  };
  /** The saved model that it starts from. */
  readonly from?: PinnedModel | undefined;
  /** The saved models that teach it. */
  readonly teachers?: readonly PinnedModel[] | undefined;
  /** The machine that it started on. */
  readonly machine?: Machine | undefined;
  /** The version of the package that started it. */
  readonly packageVersion?: string | undefined;
}

/**
 * Checks a configuration that was read before.
 *
 * @throws `ArgumentError` if it is none.
 */
export function checkRunConfig(argument: string, config: RunConfig): void {
  checkFields(argument, config, {
    recipe: is.object('network', 'task', 'data', 'training'),
    data: is.object('digests'),
  });
  checkFields(`${argument}.recipe`, config.recipe, {
    network: is.object('backbone', 'head'),
    data: is.object('validation'),
  });
  checkFields(`${argument}.data`, config.data, {
    path: is.optional(is.string),
    transposed: is.optional(is.boolean),
    preparation: is.optional(is.oneOf('auto', 'on', 'off')),
    digests: is.object(),
  });
}

/** SHA-256 of all that a run's weights depend on: recipe, seed, backend, threads, data, and the models that it learns from. */
export async function runDigest(config: RunConfig): Promise<string> {
  const { recipe, seed, backend, threads, data, from, teachers = [] } = config;
  const transfer = { from: from?.digest, teachers: teachers.map(({ digest }) => digest) };
  const learnsFrom = from === undefined && teachers.length === 0 ? [] : [transfer];
  const digests = Object.entries(data.digests).sort();
  const { transposed } = data;
  const readAs = transposed === undefined ? [] : [{ transposed }];
  return (await sha256(JSON.stringify([recipe, seed, backend, threads ?? null, digests, ...readAs, ...learnsFrom])))!;
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
