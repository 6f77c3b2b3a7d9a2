import { dirname, resolve } from 'node:path';
import { readRegularFile, refusal, textOf } from '@mnist-adder/dataset/internal/node';
import type { DataChoice } from '@mnist-adder/dataset/node';
import { changeSettings, recipeSchema, type SettingChange } from '@mnist-adder/trainer/internal/recipes';
import { findRecipe, parseRecipe, RECIPE_IDS, type Recipe } from '@mnist-adder/trainer/recipes';
import { parse as parseYaml, stringify as yamlOf, YAMLParseError } from 'yaml';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { usageError } from '../../definition/cli-error.js';
import { near } from '../../definition/nearest.js';
import { SETTINGS } from '../../definition/recipes.js';
import { findSavedModel } from '../../model/saved-model.js';
import { configOf, configShape, settingChanges, type TrainOptions } from './run-options.js';

/** The schema of a run's configuration, as `--print-config` prints it. Other keys are dropped. */
export const configSchema = z.object({ recipe: recipeSchema, ...configShape(z) });

/** A run's configuration: everything that its model depends on. */
export type TrainConfig = z.output<typeof configSchema>;

/** The setting that a teacher adds to a recipe without distillation, with its defaults. */
const DISTILLATION: SettingChange = { path: 'training.distillation', value: '{}' };

/**
 * Brings together a configuration file and the command line, which overrides it.
 *
 * @param folder the directory that relative paths on the command line start from.
 * @throws `CliError` `usage` if the file cannot be read, `CliError` `unknown-name` if a model is not found, or `TrainerError` `setting` if
 *   the recipe is not valid.
 */
export async function resolveConfig(options: TrainOptions, folder: string): Promise<TrainConfig> {
  const file: Partial<ConfigFile> =
    options.config === undefined ? {} : await readConfigFile(resolve(folder, options.config));
  const config = {
    ...(await resolveFolders(file, dirname(resolve(folder, options.config ?? '')), folder)),
    ...(await resolveFolders(configOf(options), folder, folder)),
  };
  const { transposed, preparation } = options;
  const changed = { ...config.data, ...(transposed && { transposed }), ...(preparation && { preparation }) };
  const data = Object.keys(changed).length > 0 ? changed : undefined;
  const base = changeSettings(recipeOf(options.recipe ?? file.recipe ?? RECIPE_IDS[0]), file.settings ?? []);
  const needsDistillation = config.teachers !== undefined && base.training.distillation === undefined;
  const changes = [...(needsDistillation ? [DISTILLATION] : []), ...settingChanges(options, base)];
  return configSchema.parse({ ...config, data, recipe: changeSettings(base, changes) });
}

/** A recipe's id, or its settings. Settings that are left out are those of the recipe with the same id. */
const givenRecipe = z.union([z.string(), z.looseObject({ id: z.string() })], {
  error: 'give the id of a recipe, or its settings with an id',
});

/** An object with one of these keys. A file may give its value alone. */
const objectOr = <Schema extends z.ZodMiniType>(key: 'folder' | 'path', schema: Schema) =>
  z.pipe(
    z.transform((value: unknown) => (typeof value === 'string' ? { [key]: value } : value)),
    schema,
  );

/** A model as a file names it. A run's `config.json` has its digest, too. */
const modelSchema = z.strictObject({ folder: z.string(), digest: z.optional(z.unknown()) });

/** The data of a run on MNIST has no path. Its number of validation images is a setting of the recipe. */
const dataSchema = z.strictObject({
  path: z.optional(z.string()),
  transposed: z.optional(z.boolean()),
  preparation: z.optional(z.enum(['auto', 'on', 'off'])),
  validation: z.optional(z.unknown()),
  source: z.optional(z.unknown()),
  digests: z.optional(z.unknown()),
});

const settings = z.optional(z.looseObject({}));

const fileSchema = z.strictObject({
  ...z.partial(configSchema).shape,
  recipe: z.optional(givenRecipe),
  data: z.optional(objectOr('path', dataSchema)),
  from: z.optional(objectOr('folder', modelSchema)),
  teachers: z.optional(z.array(objectOr('folder', modelSchema))),
  // Settings beside the recipe replace those of the recipe.
  network: settings,
  task: settings,
  training: settings,
  // Keys of a run's `config.json` that are not part of its configuration.
  machine: z.optional(z.unknown()),
  device: z.optional(z.unknown()),
  packageVersion: z.optional(z.unknown()),
});

/** `zod/mini` has no messages unless it is told the language. */
const IN_WORDS = { error: english().localeError };

/** The maximum size of a configuration file. */
const MAX_BYTES = 1e6;

const messageOf = (error: unknown) => (error instanceof Error ? error.message.split('\n')[0]! : String(error));

async function readConfigFile(file: string) {
  const bytes = await readRegularFile(file, MAX_BYTES).catch((cause: unknown) => {
    throw usageError(`The configuration ${file} cannot be read because ${refusal(cause)}: name a file.`, cause);
  });
  const fileError = (problem: string, cause: unknown) =>
    usageError(`The configuration ${file} ${problem}: compare it with what --print-config prints.`, cause);
  let text: string;
  try {
    text = textOf(bytes, { fatal: true });
  } catch (cause) {
    throw fileError('is not text in UTF-8 or UTF-16', cause);
  }
  let content: unknown;
  try {
    content = parseYaml(text, { logLevel: 'error' });
    // An alias within its own anchor has no end.
    JSON.stringify(content);
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? `line ${cause.linePos?.[0].line ?? 1}` : messageOf(cause);
    throw fileError(`is neither YAML nor JSON (${line})`, cause);
  }
  const parsed = fileSchema.safeParse(withoutNulls(content ?? {}), IN_WORDS);
  if (!parsed.success) throw fileError(problemOf(parsed.error.issues[0]!), parsed.error);
  const { network, task, training, data, ...config } = parsed.data;
  const validation = data?.validation === undefined ? undefined : { validation: data.validation };
  return { ...config, data, settings: changesOf(withoutNulls({ network, task, data: validation, training })) };
}

type ConfigFile = Awaited<ReturnType<typeof readConfigFile>>;

/** A key without a value counts as left out. */
const withoutNulls = <Content>(content: Content): Content =>
  isGroup(content)
    ? (Object.fromEntries(Object.entries(content).filter(([, value]) => value != null)) as Content)
    : content;

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const meant = meantKey(issue.path.map(String), key);
    const place = [...issue.path.map(String), key].join('.');
    return `has the unknown key ${place}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
  }
  return issue.path.length > 0 ? `has a wrong ${issue.path.join('.')} (${issue.message})` : 'must be an object';
}

/** The key that an unknown one is likely to stand for, or the setting of that name. */
function meantKey(around: readonly string[], key: string): string | undefined {
  if (around.length > 0) {
    const { shape } = around[0] === 'data' ? dataSchema : modelSchema;
    const meant = near(Object.keys(shape), key);
    return meant && [...around, meant].join('.');
  }
  const byName = new Map(SETTINGS.map(({ path }) => [path.split('.').at(-1)!, path]));
  return byName.get(key) ?? near(Object.keys(fileSchema.shape), key) ?? byName.get(near([...byName.keys()], key) ?? '');
}

/** Folders and models as a file or a command line gives them. */
interface GivenFolders {
  readonly data?: ({ readonly path?: string | undefined } & Omit<DataChoice, 'path'>) | undefined;
  readonly from?: { readonly folder: string } | undefined;
  readonly teachers?: readonly { readonly folder: string }[] | undefined;
}

/**
 * Makes the folders of a configuration absolute, and finds its models. Keys without a value are left out.
 *
 * @param base the directory that relative paths start from.
 * @param folder the user's directory, which has the runs.
 */
async function resolveFolders<Config extends GivenFolders>(config: Config, base: string, folder: string) {
  const { data, from, teachers } = config;
  const places = { folder: base, runsFolder: resolve(folder, 'runs') };
  const model = async (given: { readonly folder: string }) => ({ folder: await findSavedModel(given.folder, places) });
  const resolved = {
    ...config,
    data:
      data &&
      known({
        path: data.path && resolve(base, data.path),
        transposed: data.transposed,
        preparation: data.preparation,
      }),
    from: from && (await model(from)),
    teachers: teachers && (await Promise.all(teachers.map(model))),
  };
  return known(resolved);
}

/** The entries of an object that have a value. */
const known = <Content extends object>(content: Content) =>
  Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as Partial<Content>;

function recipeOf(given: z.output<typeof givenRecipe>): Recipe {
  const id = typeof given === 'string' ? given : given.id;
  const known = findRecipe(id);
  if (typeof given === 'object') return known ? changeSettings(known, changesOf(given)) : parseRecipe(given);
  if (known) return known;
  throw usageError(`There is no recipe ${id}: choose one of ${RECIPE_IDS.join(', ')}, or give all settings of one.`);
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested settings as changes, one for each value. */
function changesOf(settings: Readonly<Record<string, unknown>>, parent = ''): SettingChange[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const inner = isGroup(value) ? changesOf(value, path) : [];
    return inner.length > 0 ? inner : [{ path, value: JSON.stringify(value) }];
  });
}

/** A configuration as YAML, for people and for `--config`. */
export const configText = (config: TrainConfig): string => yamlOf(config, { lineWidth: 100 }).trimEnd();
