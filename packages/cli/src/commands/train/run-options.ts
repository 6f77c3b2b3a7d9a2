import { BACKEND_NAMES } from '@mnist-adder/backends/names';
import type { SettingChange } from '@mnist-adder/trainer/recipes';
import { InvalidArgumentError, Option } from 'commander';
import type * as zod from 'zod/mini';
import { dataOption, optionOfNumber, optionOneOf } from '../../definition/options.js';
import { SETTINGS } from '../../definition/recipes.js';

/** The options of train by their names. Those of {@link CONFIG_OPTIONS} and {@link settingOptions} are read through these tables. */
export interface TrainOptions extends Readonly<Record<string, unknown>> {
  /** A recipe's id. */
  readonly recipe?: string | undefined;
  /** A configuration file. */
  readonly config?: string | undefined;
  readonly out?: string | undefined;
  /** The directory of a run to go on with. */
  readonly resume?: string | undefined;
  /** The maximum number of seconds between checkpoints. */
  readonly checkpointEvery: number;
  readonly tensorboard: boolean;
  readonly printConfig?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly jsonLines?: boolean | undefined;
}

type Zod = typeof zod;

/** An option that is part of a run's configuration. */
interface ConfigOption<Schema extends zod.ZodMiniType = zod.ZodMiniType> {
  readonly option: Option;
  /** The schema of its value in a configuration file. It is a function of zod, which help does not load. */
  readonly schema: (z: Zod) => Schema;
}

const configOption = <Schema extends zod.ZodMiniType>(
  option: Option,
  schema: (z: Zod) => Schema,
): ConfigOption<Schema> => ({ option, schema: (z) => schema(z).check(z.describe(option.description)) });

const folderSchema = (z: Zod) => z.object({ folder: z.string() });
const asFolder = (path: string) => ({ folder: path });

/**
 * The options that make up a run's configuration besides its recipe, by their keys in a configuration file. A new one only needs a line
 * here: it is then an option of train, read by `--config`, printed by `--print-config`, and part of `TrainConfig`.
 */
export const CONFIG_OPTIONS = {
  seed: configOption(
    optionOfNumber(
      '--seed <n>',
      'makes the run reproducible: the same seed, backend and threads give the same model',
      0,
    ).default(undefined, '1'),
    (z) => z._default(z.int().check(z.gte(0)), 1),
  ),
  backend: configOption(
    optionOneOf('--backend <name>', 'what to train on', BACKEND_NAMES).default(undefined, 'auto'),
    (z) => z._default(z.enum(BACKEND_NAMES), 'auto'),
  ),
  threads: configOption(
    optionOfNumber('--threads <n>', 'threads that share a step, on onnx and onnx-wasm', 1).default(
      undefined,
      'one per core',
    ),
    (z) => z.optional(z.int().check(z.positive())),
  ),
  data: configOption(dataOption().argParser(asFolder), (z) => z.optional(folderSchema(z))),
  from: configOption(
    new Option('--from <dir>', 'saved model to start from: its backbone, and its head if that is the same').argParser(
      asFolder,
    ),
    (z) => z.optional(folderSchema(z)),
  ),
  teachers: configOption(
    new Option(
      '--teacher <dir>',
      'saved model to learn from besides the labels, see training.distillation; can be repeated, several are averaged',
    )
      .default(undefined, 'with distillation, the model of --from')
      .argParser((path: string, before?: readonly { folder: string }[]) => [...(before ?? []), asFolder(path)]),
    (z) => z.optional(z.array(folderSchema(z))),
  ),
};

/** The schemas of a run's configuration besides its recipe, by key. */
export const configShape = (z: Zod) =>
  Object.fromEntries(Object.entries<ConfigOption>(CONFIG_OPTIONS).map(([key, { schema }]) => [key, schema(z)])) as {
    [Key in keyof typeof CONFIG_OPTIONS]: ReturnType<(typeof CONFIG_OPTIONS)[Key]['schema']>;
  };

/** What a command line says of a run's configuration, by key. */
export const configOf = (options: TrainOptions): object =>
  Object.fromEntries(Object.entries(CONFIG_OPTIONS).map(([key, { option }]) => [key, options[option.attributeName()]]));

/** An option that changes a setting of the recipe. */
export interface SettingOption {
  /** The path of the setting. */
  readonly path: string;
  readonly option: Option;
}

/** Short options for settings that are changed often. */
export const SHORT_SETTING_OPTIONS: readonly SettingOption[] = [
  {
    path: 'training.epochs',
    option: optionOfNumber('--epochs <n>', 'passes over the training images', 1).default(undefined, "the recipe's"),
  },
  {
    path: 'training.batchSize',
    option: optionOfNumber('--batch-size <n>', 'images in a step', 1).default(undefined, "the recipe's"),
  },
  {
    path: 'task.digits',
    option: optionOfNumber('--digits <n>', 'digits in each of the two numbers, with the recipe addition', 1).default(
      undefined,
      '1',
    ),
  },
];

const SETTINGS_GROUP = "Settings that replace the recipe's (null removes an optional one):";

/** One option for each setting of a recipe: `--training.optimizer.momentum`. */
export const settingOptions = (): SettingOption[] =>
  SETTINGS.map(({ path, value, meaning }) => {
    const flags = `--${path} <${value}>`;
    const option = value.includes('|')
      ? optionOneOf(flags, meaning, value.split('|'))
      : new Option(flags, meaning).argParser(notEmpty);
    return { path, option: option.helpGroup(SETTINGS_GROUP) };
  });

/** The recipe's schema checks the values of settings, all together. */
function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

/** The settings that a command line changes. */
export const settingChanges = (options: TrainOptions): SettingChange[] =>
  [...SHORT_SETTING_OPTIONS, ...settingOptions()].flatMap(({ path, option }) => {
    const value = options[option.attributeName()] as string | number | undefined;
    return value === undefined ? [] : [{ path, value: String(value) }];
  });
