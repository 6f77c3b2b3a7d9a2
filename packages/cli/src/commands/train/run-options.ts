import { BACKEND_NAMES } from '@mnist-adder/backends/names';
import type { SettingChange } from '@mnist-adder/trainer/internal/recipes';
import type { Recipe } from '@mnist-adder/trainer/recipes';
import { Option } from 'commander';
import type * as zod from 'zod/mini';
import {
  dataOption,
  modelOption,
  oneOf,
  optionOfNumber,
  optionOneOf,
  preparationOption,
  transposedOption,
} from '../../definition/options.js';
import { RECIPE_IDS, SETTINGS } from '../../definition/recipes.js';

/** The options of train by their names. Those of {@link CONFIG_OPTIONS} and {@link settingOptions} are read through these tables. */
export interface TrainOptions extends Readonly<Record<string, unknown>> {
  /** A recipe's id. */
  readonly recipe?: string | undefined;
  /** A configuration file. */
  readonly config?: string | undefined;
  /** Parts of `data`, whichever path that is. */
  readonly transposed?: boolean | undefined;
  readonly preparation?: 'auto' | 'on' | 'off' | undefined;
  readonly out?: string | undefined;
  /** The directory of a run to go on with, or its name. */
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
const asPath = (path: string) => ({ path });

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
  data: configOption(dataOption().argParser(asPath), (z) =>
    z.optional(
      z.object({
        path: z.optional(z.string()),
        transposed: z.optional(z.boolean()),
        preparation: z.optional(z.enum(['auto', 'on', 'off'])),
      }),
    ),
  ),
  from: configOption(
    modelOption('--from <model>', 'what to start from, its backbone, and its head if that is the same').argParser(
      asFolder,
    ),
    (z) => z.optional(folderSchema(z)),
  ),
  teachers: configOption(
    modelOption(
      '--teacher <model>',
      'what to learn from besides the labels, see training.distillation; can be repeated, several are averaged',
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
  /** The path of the setting, in a recipe whose learning rate is of a type. */
  readonly pathOf: (learningRateType: string) => string;
  readonly option: Option;
}

const RATE = 'training.learningRate';
const THE_RECIPES = "the recipe's";

/** Short options for settings that are changed often. */
const SHORT_SETTING_OPTIONS: readonly SettingOption[] = [
  {
    pathOf: () => 'training.epochs',
    option: optionOfNumber('-e, --epochs <n>', 'passes over the training images', 1)
      .default(undefined, THE_RECIPES)
      .conflicts('training.epochs'),
  },
  {
    pathOf: () => 'training.batchSize',
    option: optionOfNumber('-b, --batch-size <n>', 'images in a step', 1)
      .default(undefined, THE_RECIPES)
      .conflicts('training.batchSize'),
  },
  {
    // Only a one-cycle learning rate has a peak. The others have their highest rate at once, or after a warm-up.
    pathOf: (type) => (type === 'one-cycle' ? `${RATE}.peak` : `${RATE}.rate`),
    option: new Option('--lr <rate>', 'the highest learning rate, whatever its type')
      .default(undefined, THE_RECIPES)
      .conflicts([`${RATE}.peak`, `${RATE}.rate`]),
  },
  {
    pathOf: () => 'task.digits',
    option: optionOfNumber('--digits <n>', 'digits in each of the two numbers, with the recipe addition', 1)
      .default(undefined, '1')
      .conflicts('task.digits'),
  },
];

const SETTINGS_GROUP = "Settings that replace the recipe's:";

/** Values that are not words to choose from. */
const KINDS = new Set(['number', 'boolean', 'list', 'group']);

/** One option for each setting of a recipe: `--training.optimizer.momentum`. */
export const settingOptions = (): SettingOption[] =>
  SETTINGS.map(({ path, value, optional, meaning }) => {
    const option = new Option(`--${path} <${optional ? `${value}|null` : value}>`, meaning).helpGroup(SETTINGS_GROUP);
    // The recipe's schema checks all other values together.
    const words = KINDS.has(value) ? [] : value.split('|');
    return {
      pathOf: () => path,
      option: words.length === 0 ? option : option.choices(words).argParser(wordOrNull(words)),
    };
  });

const wordOrNull = (words: readonly string[]) => (text: string) => (text === 'null' ? text : oneOf(words)(text));

/** Options that a run which goes on has already. */
export const newRunOptions = (): Option[] => [
  optionOneOf('--recipe <id>', 'network, task and settings', RECIPE_IDS).default(undefined, RECIPE_IDS[0]),
  new Option(
    '--config <file>',
    'JSON or YAML with recipe, seed, backend, data and settings, as --print-config prints it',
  ),
  ...SHORT_SETTING_OPTIONS.map(({ option }) => option),
  ...Object.values(CONFIG_OPTIONS).map(({ option }) => option),
  transposedOption(),
  preparationOption(),
  new Option('--out <dir>', 'directory of the run (default: runs/<recipe>-<time>)'),
];

/** The settings of a recipe that a command line changes. */
export function settingChanges(options: TrainOptions, { training }: Recipe): SettingChange[] {
  const type = (options[`${RATE}.type`] as string | undefined) ?? training.learningRate.type;
  return [...SHORT_SETTING_OPTIONS, ...settingOptions()].flatMap(({ pathOf, option }) => {
    const value = options[option.attributeName()] as string | number | undefined;
    return value === undefined ? [] : [{ path: pathOf(type), value: String(value) }];
  });
}

/** The options of a command line that only a new run can have: `--epochs 3`. */
export const givenToNewRun = (options: TrainOptions): string[] =>
  [...newRunOptions(), ...settingOptions().map(({ option }) => option)].flatMap((option) =>
    options[option.attributeName()] === undefined ? [] : [option.long!],
  );
