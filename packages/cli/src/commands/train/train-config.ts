import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { changeSettings, findRecipe, parseRecipe, RECIPE_IDS } from '@mnist-adder/trainer';
import type { Recipe, SettingChange } from '@mnist-adder/trainer';
import { parse as parseYaml, stringify as yamlOf, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../program/usage-error.js';
import { BACKENDS, SETTINGS } from '../../program/vocabulary.js';
import type { TrainOptions } from './train-options.js';

/** All that a training depends on. */
export interface TrainConfig {
  readonly recipe: Recipe;
  readonly seed: number;
  /** By name, or `auto`. */
  readonly backend: string;
  /** That a step is split among; left out for one for each core. */
  readonly threads?: number;
  /** Absolute; left out for MNIST. */
  readonly dataFolder?: string;
  /** Absolute; left out where it begins with random weights. */
  readonly fromFolder?: string;
  /** Absolute; left out where there are none. */
  readonly teacherFolders?: readonly string[];
}

/** What a file may say; the `config.json` of a run is one, and what it says beyond this is passed over. */
const fileSchema = z.looseObject({
  /** The id of a recipe; or a recipe's settings, those that are left out being the ones of the recipe with the same id. */
  recipe: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
  seed: z.int().min(0).optional(),
  backend: z.enum(BACKENDS).optional(),
  threads: z.int().positive().optional(),
  /** A folder, which may be given from where the file is. */
  data: z.looseObject({ folder: z.string().optional() }).optional(),
  /** The saved model to begin with, in a folder that may be given from where the file is. */
  from: z.looseObject({ folder: z.string() }).optional(),
  /** Saved models to learn from, in folders that may be given from where the file is. */
  teachers: z.array(z.looseObject({ folder: z.string() })).optional(),
});

/** With its defaults: what a teacher brings to a recipe that says nothing of it. */
const DISTILLATION: SettingChange = { path: 'training.distillation', value: '{}' };

/** What a run's `config.json` says besides. */
const OF_A_RUN = ['machine', 'device', 'packageVersion'];

/**
 * Brings together what a file says and, over that, the command line.
 *
 * @param folder what relative paths on the command line start from.
 * @throws `UsageError` or `SettingError` where it does not make a recipe, or there is no such file.
 */
export async function resolveConfig(options: TrainOptions, folder: string): Promise<TrainConfig> {
  const file = options.config === undefined ? {} : await readConfigFile(resolve(folder, options.config));
  const fromFile = file.recipe === undefined ? undefined : recipeFrom(file.recipe);
  const recipe = options.recipe === undefined ? (fromFile ?? findRecipe(RECIPE_IDS[0]!)!) : findRecipe(options.recipe)!;
  const threads = options.threads ?? file.threads;
  const dataFolder = options.data === undefined ? file.dataFolder : resolve(folder, options.data);
  const fromFolder = options.from === undefined ? file.fromFolder : resolve(folder, options.from);
  const teacherFolders = options.teacher?.map((teacher) => resolve(folder, teacher)) ?? file.teacherFolders;
  const isTaught = teacherFolders !== undefined && recipe.training.distillation === undefined;
  return {
    recipe: changeSettings(recipe, [...(isTaught ? [DISTILLATION] : []), ...changesOf(options)]),
    seed: options.seed ?? file.seed ?? 1,
    backend: options.backend ?? file.backend ?? 'auto',
    ...(threads !== undefined && { threads }),
    ...(dataFolder !== undefined && { dataFolder }),
    ...(fromFolder !== undefined && { fromFolder }),
    ...(teacherFolders !== undefined && { teacherFolders }),
  };
}

/** The settings on the command line. */
function changesOf(options: TrainOptions): SettingChange[] {
  const { epochs, batchSize, digits } = options;
  const changes = [
    { path: 'training.epochs', value: epochs?.toString() },
    { path: 'training.batchSize', value: batchSize?.toString() },
    { path: 'data.digits', value: digits?.toString() },
    ...SETTINGS.map(({ path }) => ({ path, value: options[path] })),
  ];
  return changes.filter((change): change is SettingChange => change.value !== undefined);
}

interface ConfigFile {
  readonly recipe?: string | Readonly<Record<string, unknown>> | undefined;
  readonly seed?: number | undefined;
  readonly backend?: string | undefined;
  readonly threads?: number | undefined;
  readonly dataFolder?: string;
  readonly fromFolder?: string;
  readonly teacherFolders?: readonly string[];
}

async function readConfigFile(file: string): Promise<ConfigFile> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The configuration ${file} cannot be read (${code ?? 'unknown'}): name a file.`, { cause });
  });
  const refuse = (problem: string, cause: unknown) =>
    new UsageError(`The configuration ${file} ${problem}: compare it with what --print-config prints.`, { cause });
  let content: unknown;
  try {
    content = parseYaml(text);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw refuse(`is neither YAML nor JSON (line ${cause.linePos?.[0].line ?? 1})`, cause);
  }
  const parsed = fileSchema.safeParse(content ?? {});
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refuse(`is refused at ${path.join('.') || 'its beginning'} (${message})`, parsed.error);
  }
  const { data, from, teachers, recipe, seed, backend, threads, ...rest } = parsed.data;
  const unknown = Object.keys(rest).find((key) => !OF_A_RUN.includes(key));
  if (unknown !== undefined) throw refuse(`has ${unknown}, which is nothing that it could set`, undefined);
  const absolute = (folder: string) => resolve(dirname(file), folder);
  return {
    ...{ recipe, seed, backend, threads },
    ...(data?.folder !== undefined && { dataFolder: absolute(data.folder) }),
    ...(from && { fromFolder: absolute(from.folder) }),
    ...(teachers && { teacherFolders: teachers.map((teacher) => absolute(teacher.folder)) }),
  };
}

function recipeFrom(given: string | Readonly<Record<string, unknown>>): Recipe {
  const id = typeof given === 'string' ? given : String(given.id);
  const known = findRecipe(id);
  if (typeof given === 'object') return known ? changeSettings(known, leavesOf(given)) : parseRecipe(given);
  if (known) return known;
  throw new UsageError(
    `There is no recipe ${id}: give one of ${RECIPE_IDS.join(', ')}, or a whole one with its settings.`,
  );
}

/** Settings within settings as changes, one for each value. */
function leavesOf(settings: Readonly<Record<string, unknown>>, path = ''): SettingChange[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const isGroup =
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
    return isGroup
      ? leavesOf(value as Record<string, unknown>, place)
      : [{ path: place, value: JSON.stringify(value) }];
  });
}

/** A configuration as a document that can be given again. */
export function configDocument(config: TrainConfig) {
  const { recipe, seed, backend, threads, dataFolder, fromFolder, teacherFolders } = config;
  return {
    ...{ recipe, seed, backend },
    ...(threads !== undefined && { threads }),
    ...(dataFolder !== undefined && { data: { folder: dataFolder } }),
    ...(fromFolder !== undefined && { from: { folder: fromFolder } }),
    ...(teacherFolders && { teachers: teacherFolders.map((folder) => ({ folder })) }),
  };
}

/** The same as YAML, for people. */
export const configText = (config: TrainConfig): string => yamlOf(configDocument(config), { lineWidth: 100 }).trimEnd();
