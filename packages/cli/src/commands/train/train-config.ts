import { dirname, resolve } from 'node:path';
import { readTextFile, refusal } from '@mnist-adder/dataset/internal/node';
import {
  changeSettings,
  findRecipe,
  parseRecipe,
  RECIPE_IDS,
  recipeSchema,
  type Recipe,
  type SettingChange,
} from '@mnist-adder/trainer/recipes';
import { parse as parseYaml, stringify as yamlOf, YAMLParseError } from 'yaml';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { usageError } from '../../definition/cli-error.js';
import { configOf, configShape, settingChanges, type TrainOptions } from './run-options.js';

const recipe: z.ZodMiniType<Recipe> = recipeSchema;

/** The schema of a run's configuration, as `--print-config` prints it. Other keys are dropped. */
export const configSchema = z.object({ recipe, ...configShape(z) });

/** A run's configuration: everything that its model depends on. */
export type TrainConfig = z.output<typeof configSchema>;

/** The setting that a teacher adds to a recipe without distillation, with its defaults. */
const DISTILLATION: SettingChange = { path: 'training.distillation', value: '{}' };

/**
 * Brings together a configuration file and the command line, which overrides it.
 *
 * @param folder the directory that relative paths on the command line start from.
 * @throws `CliError` `usage` if the file cannot be read, or `TrainerError` `setting` if the recipe is not valid.
 */
export async function resolveConfig(options: TrainOptions, folder: string): Promise<TrainConfig> {
  const file = options.config === undefined ? {} : await readConfigFile(resolve(folder, options.config));
  const config = { ...file, ...withAbsoluteFolders(configOf(options) as Partial<TrainConfig>, folder) };
  const base = recipeOf(options.recipe ?? file.recipe ?? RECIPE_IDS[0]!);
  const needsDistillation = config.teachers !== undefined && base.training.distillation === undefined;
  const changes = [...(needsDistillation ? [DISTILLATION] : []), ...settingChanges(options)];
  return configSchema.parse({ ...config, recipe: changeSettings(base, changes) });
}

/** A recipe's id, or its settings. Settings that are left out are those of the recipe with the same id. */
const givenRecipe = z.union([z.string(), z.looseObject({ id: z.string() })]);

/** Keys of a run's `config.json` that are not part of its configuration. A configuration file may have them. */
const otherKeys = {
  machine: z.optional(z.unknown()),
  device: z.optional(z.unknown()),
  packageVersion: z.optional(z.unknown()),
};

const fileSchema = z.strictObject({
  ...z.partial(configSchema).shape,
  recipe: z.optional(givenRecipe),
  // The data of a run on MNIST has no folder.
  data: z.optional(
    z.pipe(
      z.object({ folder: z.optional(z.string()) }),
      z.transform(({ folder }) => (folder === undefined ? undefined : { folder })),
    ),
  ),
  ...otherKeys,
});

/** `zod/mini` has no messages unless it is told the language. */
const IN_WORDS = { error: english().localeError };

/** The maximum size of a configuration file. */
const MAX_BYTES = 1e6;

const messageOf = (error: unknown) => (error instanceof Error ? error.message.split('\n')[0]! : String(error));

async function readConfigFile(file: string) {
  const text = await readTextFile(file, MAX_BYTES).catch((cause: unknown) => {
    throw usageError(`The configuration ${file} cannot be read because ${refusal(cause)}: name a file.`, cause);
  });
  const fileError = (problem: string, cause: unknown) =>
    usageError(`The configuration ${file} ${problem}: compare it with what --print-config prints.`, cause);
  let content: unknown;
  try {
    content = parseYaml(text, { logLevel: 'error' });
    // An alias within its own anchor has no end.
    JSON.stringify(content);
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? `line ${cause.linePos?.[0].line ?? 1}` : messageOf(cause);
    throw fileError(`is neither YAML nor JSON (${line})`, cause);
  }
  const parsed = fileSchema.safeParse(content ?? {}, IN_WORDS);
  if (!parsed.success) throw fileError(problemOf(parsed.error.issues[0]!), parsed.error);
  return withAbsoluteFolders(parsed.data, dirname(file));
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has the unknown key ${issue.keys[0]!}`;
  return issue.path.length > 0 ? `has a wrong ${issue.path.join('.')} (${issue.message})` : 'must be an object';
}

/** Makes the folders of a configuration absolute. */
const withAbsoluteFolders = <Config extends object>(config: Config, base: string): Config =>
  JSON.parse(JSON.stringify(config), (key, value: unknown) =>
    key === 'folder' && typeof value === 'string' ? resolve(base, value) : value,
  ) as Config;

function recipeOf(given: z.output<typeof givenRecipe>): Recipe {
  const id = typeof given === 'string' ? given : given.id;
  const known = findRecipe(id);
  if (typeof given === 'object') return known ? changeSettings(known, changesOf(given)) : parseRecipe(given);
  if (known) return known;
  throw usageError(`There is no recipe ${id}: choose one of ${RECIPE_IDS.join(', ')}, or give all settings of one.`);
}

/** Nested settings as changes, one for each value. */
function changesOf(settings: Readonly<Record<string, unknown>>, parent = ''): SettingChange[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const isGroup =
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
    return isGroup ? changesOf(value as Record<string, unknown>, path) : [{ path, value: JSON.stringify(value) }];
  });
}

/** A configuration as YAML, for people and for `--config`. */
export const configText = (config: TrainConfig): string => yamlOf(config, { lineWidth: 100 }).trimEnd();
