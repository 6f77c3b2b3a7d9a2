import { BACKEND_NAMES } from '@mnist-adder/backends/names';
import { recipeSchema, recipeSettings, type Recipe, type SettingChange } from '@mnist-adder/trainer/recipes';
import { InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { dataOption, optionOfNumber, optionOneOf } from '../../definition/options.js';

/** The options of train by their names. Those of {@link CONFIG_OPTIONS} and {@link settingOptions} are read by these tables. */
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
}

/** An option that is part of a run's configuration: the flag, and the schema of its value in a configuration file. */
const configOption = <Schema extends z.ZodType>(option: Option, schema: Schema) => ({
  option,
  schema: schema.describe(option.description),
});

const folder = z.object({ folder: z.string() });
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
    z.int().min(0).default(1),
  ),
  backend: configOption(
    optionOneOf('--backend <name>', 'what to train on', BACKEND_NAMES).default(undefined, 'auto'),
    z.enum(BACKEND_NAMES).default('auto'),
  ),
  threads: configOption(
    optionOfNumber('--threads <n>', 'threads that share a step, on onnx and onnx-wasm', 1).default(
      undefined,
      'one per core',
    ),
    z.int().positive().optional(),
  ),
  data: configOption(dataOption().argParser(asFolder), folder.optional()),
  from: configOption(
    new Option('--from <dir>', 'saved model to start from: its backbone, and its head if that is the same').argParser(
      asFolder,
    ),
    folder.optional(),
  ),
  teachers: configOption(
    new Option(
      '--teacher <dir>',
      'saved model to learn from besides the labels, see training.distillation; can be repeated, several are averaged',
    )
      .default(undefined, 'with distillation, the model of --from')
      .argParser((path: string, before?: readonly { folder: string }[]) => [...(before ?? []), asFolder(path)]),
    z.array(folder).optional(),
  ),
};

type ConfigOptions = typeof CONFIG_OPTIONS;

const configShape = Object.fromEntries(Object.entries(CONFIG_OPTIONS).map(([key, { schema }]) => [key, schema])) as {
  [Key in keyof ConfigOptions]: ConfigOptions[Key]['schema'];
};

const recipe: z.ZodType<Recipe> = recipeSchema;

/** The schema of a run's configuration, as `--print-config` prints it. Other keys are dropped. */
export const configSchema = z.object({ recipe, ...configShape });

/** A run's configuration: everything that its model depends on. */
export type TrainConfig = z.output<typeof configSchema>;

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
  recipeSettings().map(({ path, value, meaning }) => {
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
