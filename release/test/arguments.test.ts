import * as backends from '@mnist-adder/backends';
import * as dataset from '@mnist-adder/dataset';
import * as datasetNode from '@mnist-adder/dataset/node';
import * as model from '@mnist-adder/model';
import * as modelNode from '@mnist-adder/model/node';
import * as tensorboard from '@mnist-adder/tensorboard';
import * as trainer from '@mnist-adder/trainer';
import * as trainerNode from '@mnist-adder/trainer/node';
import { describe, expect, test } from 'vitest';

/** A value of each kind. A kind is wrong for an argument if none of the values that the argument takes is of it. */
const VALUES = {
  undefined: undefined,
  null: null,
  boolean: true,
  number: 5,
  string: 'some text',
  function: () => undefined,
  array: [true],
  object: {},
} as const;
type Kind = keyof typeof VALUES | 'bytes';

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (ArrayBuffer.isView(value)) return 'bytes';
  const kind = typeof value;
  return kind in VALUES ? (kind as Kind) : 'object';
}

/** A valid value, and the kinds that are valid besides its own. */
class Either {
  constructor(
    readonly valid: unknown,
    readonly kinds: readonly Kind[],
    /** Whether its fields are no arguments of their own. */
    readonly isWhole = false,
  ) {}
}
const either = (valid: unknown, ...kinds: readonly Kind[]) => new Either(valid, kinds);
/** A valid value of what may be left out. */
const optional = (valid: unknown, ...kinds: readonly Kind[]) => new Either(valid, ['undefined', ...kinds]);
/** A valid value whose fields are checked elsewhere, or by their use. */
const whole = (valid: unknown, ...kinds: readonly Kind[]) => new Either(valid, kinds, true);
/** A path, or a `file:` URL, which is an object. */
const path = either('somewhere', 'object');

/** Valid arguments of a function by their name. Fields of plain objects are arguments as well. */
type Arguments = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What is behind the alternatives. */
function validOf(value: unknown): unknown {
  if (value instanceof Either) return validOf(value.valid);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, validOf(field)]));
}

interface Call {
  /** The argument that is wrong. */
  readonly argument: string;
  readonly found: Kind;
  readonly values: unknown[];
}

/** Every call in which one argument, or one field of one, is of a kind that is wrong. */
function wrongCalls(given: Arguments): Call[] {
  const names = Object.keys(given);
  return names.flatMap((name) =>
    wrongValues(name, given[name]).map(({ argument, found, value }) => ({
      argument,
      found,
      values: names.map((other) => (other === name ? value : validOf(given[other]))),
    })),
  );
}

function wrongValues(argument: string, given: unknown): { argument: string; found: Kind; value: unknown }[] {
  const { valid, kinds, isWhole } = given instanceof Either ? given : either(given);
  const right: readonly Kind[] = [...kinds, kindOf(valid)];
  const wrong = Object.entries(VALUES)
    .filter(([kind]) => !right.includes(kind as Kind))
    .map(([kind, value]) => ({ argument, found: kind as Kind, value }));
  if (isWhole || !isPlain(valid)) return wrong;
  const fields = Object.entries(valid).flatMap(([name, field]) =>
    wrongValues(name, field).map((inner) => ({
      ...inner,
      value: { ...(validOf(valid) as object), [name]: inner.value },
    })),
  );
  return [...wrong, ...fields];
}

const ANYTHING = Object.keys(VALUES) as Kind[];
const digits = { images: new Uint8Array(2 * 784), labels: either(Uint8Array.of(1, 2), 'array'), size: 2 };
const image = new Uint8Array(784);
const stream = dataset.randomStream(1);
const set = { images: new Uint8Array(2 * 784), labels: Uint8Array.of(1, 2), size: 2 };
const pairs = dataset.pair(set, { pairing: 'fixed' });
const adder = model.createAdder({ backbone: { type: 'mlp', hidden: [4] }, head: { type: 'exact' } });
const reader = model.createAdder({ backbone: { type: 'mlp', hidden: [4] }, head: { type: 'digit' } });
const predict = () => Promise.reject(new Error('No prediction was to be made.'));
const definitions = optional({ backbones: optional([]), heads: optional([]) });
const evaluation = { batchSize: optional(10), onProgress: optional(() => undefined) };
const right = { digit: Uint8Array.of(10), sum: optional(Uint8Array.of(10)), both: optional(Uint8Array.of(10)) };
const recipe = trainer.findRecipe('mlp-128-64');
const anyRecipe = whole(recipe, 'string');
const runtime = { InferenceSession: () => undefined, Tensor: () => undefined };
const session = optional({});
const neverThere = () => Promise.reject(new Error('Nothing was to be started.'));
const backend = { name: 'cpu', description: 'some backend', probe: neverThere, start: neverThere };
const build = () => ({ digit: undefined });
const definition = { type: 'own', schema: { '~standard': { validate: () => ({ value: {} }) } }, build };
const metadata = {
  spec: whole({ backbone: { type: 'mlp', hidden: [4] }, head: { type: 'exact' } }),
  recipe: whole(null, ...ANYTHING),
  seed: 1,
  data: {},
  scores: { pairs: 1, loss: 1, digit: { accuracy: 1, loss: 1 } },
  packageVersion: optional('1'),
};
const context = {
  selected: { backend: { name: 'cpu', start: neverThere } },
  folder: path,
  packageVersion: optional('1'),
  now: () => 0,
  peakMemoryBytes: () => 0,
  onEvent: () => undefined,
  checkpointSeconds: optional(60),
  tensorboard: optional({}),
  augmentationWorkers: optional(1),
  signal: optional(new AbortController().signal),
};
const models = { fromFolder: optional('somewhere', 'object'), teacherFolders: optional(['somewhere']) };

/** Valid arguments of every public function. */
const FUNCTIONS: Readonly<
  Record<string, readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, Arguments>>]>
> = {
  dataset: [
    dataset,
    {
      augmentImages: { images: image, settings: { shift: optional(1), rotation: optional(1) }, stream },
      createBatches: {
        pairs: { ...pairs, digits, pairing: whole('fixed', ...ANYTHING), addendsPerImage: whole(1, ...ANYTHING) },
        options: {
          batchSize: 1,
          seed: optional(1),
          shuffle: optional(true),
          remainder: optional('keep'),
        },
      },
      createDigitSet: {
        arrays: { images: either(image, 'object'), labels: either(Uint8Array.of(1), 'object', 'array') },
        options: optional({ transposed: optional(true) }),
      },
      firstImages: { digits, count: 1 },
      imageAt: { images: new Uint8Array(2 * 784), index: 1 },
      pair: { digits, options: { pairing: 'fixed', seed: optional(1) } },
      parseIdx: { bytes: image, options: optional({ source: optional('some file') }) },
      permutation: { size: 5, stream },
      randomStream: { seed: 1, path: optional('some', 'number') },
      readIdx: { bytes: image, options: optional({ source: optional('some file') }) },
      splitDigits: { digits, options: optional({ validation: optional(1), seed: optional(1) }) },
    },
  ],
  'dataset/node': [
    datasetNode,
    {
      findMnist: { options: optional({ resolve: optional(() => 'x') }) },
      readDigits: {
        options: optional({
          path: optional('somewhere', 'object'),
          transposed: optional(true),
          preparation: optional('auto'),
          preparePictures: optional(() => undefined),
        }),
      },
      readMnist: {},
    },
  ],
  model: [
    model,
    {
      analyseAdder: {
        predict,
        digits,
        options: optional({
          ...evaluation,
          temperatures: optional({ digit: 1, sum: optional(1) }),
          mistakes: optional(3),
        }),
      },
      compareAnswers: { ours: right, theirs: right },
      countRightAnswers: { predict, digits, options: optional({ batchSize: optional(10) }) },
      createAdder: {
        spec: whole(metadata.spec),
        options: optional({ seed: optional(1), backbones: optional([]), heads: optional([]) }),
      },
      decodeAdder: {
        files: { json: '{}', weights: image },
        options: { source: 'somewhere', backbones: optional([]), heads: optional([]) },
      },
      defineBackbone: { backbone: definition },
      defineHead: { head: definition },
      dropoutLayers: { model: either(adder) },
      eagerPredictor: { model: either(adder) },
      encodeAdder: {
        model: either(adder),
        metadata,
        options: optional({ quantization: optional('uint8'), backbones: optional([]), heads: optional([]) }),
      },
      evaluateAdder: { predict, digits, options: optional(evaluation) },
      fitFamiliarity: {
        predict,
        data: { train: digits, validation: digits },
        options: optional({ batchSize: optional(10) }),
      },
      fitTemperatures: { predict, digits, options: optional(evaluation) },
      forward: {
        model: either(adder),
        inputs: { image: whole(adder.getWeights()[0]) },
        mode: optional({ training: false }),
      },
      hasSum: { model: either(adder) },
      openNetwork: { files: { json: '{}', weights: image } },
      parseAdderSpec: { spec: whole(metadata.spec), definitions },
      predictDigits: { model: either(reader), digits: { images: image } },
      predictPair: { model: either(adder), pair: { image, addend: 5 } },
      predictPairs: { model: either(adder), pairs: { images: image, addends: either(image, 'array') } },
      prepareImage: { picture: { width: 1, height: 1, data: new Uint8Array(4) }, source: optional('some picture') },
      prepareNumber: { picture: { width: 1, height: 1, data: new Uint8Array(4) }, source: optional('some picture') },
      likelyNumbers: { digits: new Float32Array(10), count: optional(5) },
      likelySums: { first: new Float32Array(10), second: new Float32Array(10), count: optional(5) },
    },
  ],
  'model/node': [
    modelNode,
    {
      readAdder: { folder: path, definitions },
      writeAdder: {
        folder: path,
        model: either(adder),
        metadata,
        options: optional({ quantization: optional('uint8'), backbones: optional([]), heads: optional([]) }),
      },
    },
  ],
  trainer: [
    trainer,
    {
      compiledExecutor: { runtime, options: session, recordOptions: optional({}) },
      compilePredictor: {
        runtime,
        model: either(adder),
        options: optional({ single: session, batch: session }),
      },
      eagerExecutor: {},
      findRecipe: { id: 'mlp-128-64' },
      memoryCheckpoints: {},
      parseRecipe: { recipe: whole(recipe), definitions },
      recordPrediction: { model: either(adder), batchSize: 1, white: optional(1) },
      teacherOf: { predictors: [predict], temperature: 1 },
      train: {
        options: {
          recipe: anyRecipe,
          model: either(adder),
          data: { train: digits, validation: digits },
          executor: optional(trainer.eagerExecutor()),
          seed: optional(1),
          now: optional(() => 0),
          onEvent: optional(() => undefined),
          evaluationBatchSize: optional(1),
          predictor: optional(either({ predict, readVariables: neverThere, dispose: neverThere }).valid),
          checkpoints: optional(trainer.memoryCheckpoints()),
          checkpointSeconds: optional(60),
          batchesAhead: optional(1),
          signal: optional(new AbortController().signal),
        },
      },
      withSettings: { recipe: anyRecipe, settings: {}, definitions },
    },
  ],
  'trainer/node': [
    trainerNode,
    {
      createTensorBoardWriter: { folder: path, options: optional({ step: optional(0), now: optional(() => 0) }) },
      executeRun: {
        options: {
          ...context,
          ...models,
          recipe: anyRecipe,
          seed: 1,
          data: optional({
            path: optional('somewhere', 'object'),
            transposed: optional(true),
            preparation: optional('auto'),
          }),
          machine: { cpu: 'some' },
          onWarning: optional(() => undefined),
        },
      },
      findRuns: { parent: path },
      planResume: {
        options: {
          config: { recipe: whole(recipe), data: { digests: {} } },
          selected: context.selected,
          folder: path,
          now: context.now,
          onWarning: () => undefined,
        },
      },
      planRun: {
        options: {
          ...models,
          recipe: anyRecipe,
          seed: 1,
          data: optional({
            path: optional('somewhere', 'object'),
            transposed: optional(true),
            preparation: optional('auto'),
          }),
          selected: context.selected,
          onWarning: optional(() => undefined),
        },
      },
      readRun: { directory: path },
      readRunConfig: { directory: path },
      resumeRun: {
        options: { ...context, config: { recipe: whole(recipe), data: { digests: {} } }, onWarning: () => undefined },
      },
      workerAugmenter: {
        settings: { shift: optional(1) },
        seed: 1,
        options: optional({ workers: optional(1), workerFile: optional(new URL('file:///nowhere')) }),
      },
      writeReport: { directory: path },
    },
  ],
  tensorboard: [
    tensorboard,
    {
      flattenSettings: { settings: either({}), prefix: optional('') },
      openEventFile: {
        folder: path,
        options: optional({
          step: optional(0),
          now: optional(() => 0),
          hostname: optional('here'),
          pid: optional(1),
        }),
      },
      settingsTable: { settings: either({}) },
    },
  ],
  backends: [
    backends,
    {
      createBackends: { options: optional({ threads: optional(1) }) },
      describeBackend: { selected: { backend: { description: 'some' }, device: optional({ name: 'some' }) } },
      installBackend: {
        backend: 'tensorflow',
        options: optional({ force: optional(true), onEvent: optional(() => undefined) }),
      },
      openExportedModel: { file: path, options: optional({ threads: optional(1) }) },
      openPredictor: { folder: path, options: optional({ threads: optional(1) }) },
      removeBackend: { backend: 'tensorflow' },
      selectBackend: { name: 'none', backends: optional([backend]) },
    },
  ],
};

const isFunction = (value: unknown) =>
  typeof value === 'function' && !Function.prototype.toString.call(value).startsWith('class ');

describe.each(Object.entries(FUNCTIONS))('what %s exports', (_entry, [exported, functions]) => {
  test('is in this table, as far as it can be called', () => {
    const names = Object.keys(exported).filter((name) => isFunction(exported[name]));
    expect(Object.keys(functions).sort()).toEqual(names.sort());
  });

  test.each(Object.entries(functions))('%s names the argument that is wrong', async (name, given) => {
    const call = exported[name] as (...values: readonly unknown[]) => unknown;
    const problems: string[] = [];
    for (const { argument, found, values } of wrongCalls(given)) {
      const place = `${argument} as ${found}`;
      try {
        await call(...values);
        problems.push(`${place} is accepted`);
      } catch (error) {
        const { code, message } = error as { code?: unknown; message: string };
        const isNamed = ['argument', 'spec', 'setting'].includes(String(code)) && message.includes(argument);
        if (!isNamed) problems.push(`${place}: ${String(error)}`);
      }
    }
    expect(problems).toEqual([]);
  });
});
