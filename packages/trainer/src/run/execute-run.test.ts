import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomStream } from '@mnist-adder/dataset';
import { scoresSchema } from '@mnist-adder/model/internal/spec';
import { readAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eagerExecutor } from '../executor/eager-executor.js';
import type { TrainingEvent } from '../loop/events.js';
import { parseRecipe } from '../recipe/change-settings.js';
import { writeReport } from '../report/write-report.js';
import { findRuns, readRun } from '../run-directory/find-runs.js';
import { loggedEventSchema } from '../run-directory/logged-event.js';
import { describeMachine } from '../run-directory/machine.js';
import { readRunConfig, runDigest } from '../run-directory/run-config.js';
import { executeRun, resumeRun, type RunOptions } from './execute-run.js';
import { planResume, planRun } from './plan-run.js';

/** Writes images of noise with their labels as IDX files. */
function writeData(folder: string, seed = 1): void {
  const stream = randomStream(seed);
  for (const [name, size] of Object.entries({ train: 40, t10k: 20 })) {
    const noise = Buffer.from(Array.from({ length: size * 784 }, () => stream.below(256)));
    const labels = Buffer.from(Array.from({ length: size }, (_, i) => i % 10));
    const header = (...words: number[]) =>
      Buffer.concat(words.map((word) => Buffer.from([0, 0, word >> 8, word & 255])));
    writeFileSync(join(folder, `${name}-images-idx3-ubyte`), Buffer.concat([header(0x803, size, 28, 28), noise]));
    writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), Buffer.concat([header(0x801, size), labels]));
  }
}

/** A small network for two epochs of four steps. */
const recipe = (settings: { head?: string; task?: object; training?: object } = {}) =>
  parseRecipe({
    id: 'tiny',
    summary: 'a small network',
    source: 'this test',
    network: {
      backbone: { type: 'mlp', hidden: [4] },
      head: { type: settings.head ?? 'exact' },
    },
    task: settings.task ?? { type: 'pairs', addends: 'fresh' },
    training: {
      epochs: 2,
      batchSize: 8,
      optimizer: { type: 'adam' },
      learningRate: { type: 'constant', rate: 0.01 },
      ...settings.training,
    },
  });

let dataFolder: string;
beforeAll(() => {
  tf.enableProdMode();
  dataFolder = mkdtempSync(join(tmpdir(), 'run-data-'));
  writeData(dataFolder);
});
afterAll(() => {
  rmSync(dataFolder, { recursive: true });
});

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'execute-run-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

/** The backend of the runs: TensorFlow.js in plain JavaScript. */
const backend = {
  name: 'cpu',
  async start() {
    await tf.setBackend('cpu');
    return eagerExecutor();
  },
};

function optionsOf(name: string, changes: Partial<RunOptions> = {}): RunOptions {
  let clock = 0;
  return {
    recipe: recipe(),
    seed: 7,
    data: { path: dataFolder },
    machine: describeMachine(),
    selected: { backend },
    folder: join(parent, name),
    packageVersion: '1.2.3',
    now: () => clock++,
    peakMemoryBytes: () => 5e8,
    onEvent: () => undefined,
    tensorboard: { now: () => 1_767_225_600, hostname: 'host', pid: 7 },
    ...changes,
  };
}

/** Executes a run that is not interrupted. */
async function finish(options: RunOptions) {
  const outcome = await executeRun(options);
  if (outcome.interrupted) throw new Error('it was interrupted');
  return outcome;
}

const weightsOf = (name: string) => readFileSync(join(parent, name, 'model', 'weights.bin')).toString('hex');

describe('executeRun', () => {
  test('leaves everything in the directory, and the result last', async () => {
    const events: TrainingEvent[] = [];
    const { result, report, examples } = await finish(optionsOf('run', { onEvent: (event) => events.push(event) }));
    const folder = join(parent, 'run');
    const files = readdirSync(folder).map((name) => name.replace(/^(events\.out\.tfevents)\..*/, '$1'));
    expect(files.sort()).toEqual(
      ['config.json', 'metrics.jsonl', 'checkpoints', 'model', 'analysis.json', 'result.json', 'report.html']
        .concat('events.out.tfevents')
        .sort(),
    );
    expect(report).toBe(join(folder, 'report.html'));
    const found = await readRun(folder);
    expect(found.state).toBe('finished');
    expect(found.result).toEqual(result);
    expect(found.config).toMatchObject({ recipe: recipe(), seed: 7, backend: 'cpu', packageVersion: '1.2.3' });
    expect(found.config.data.path).toBe(dataFolder);
    expect(scoresSchema.parse(result.evaluation)).toMatchObject({ pairs: 200, sum: {}, both: {} });
    expect(result).not.toHaveProperty('addition.accuracy');
    const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      events.filter(({ type }) => type !== 'weights').map((event) => ({ ...event })),
    );
    expect(examples).toHaveLength(6);
    expect(examples.every(({ addend, sum }) => addend !== undefined && sum !== undefined)).toBe(true);
  });

  test('ends when onEvent says so, with a model and a result, in folders that are given as URLs', async () => {
    const folder = pathToFileURL(join(parent, 'stopped'));
    const ends: string[] = [];
    const { result, modelFolder } = await finish(
      optionsOf('stopped', {
        folder,
        data: { path: pathToFileURL(dataFolder) },
        onEvent(event) {
          if (event.type === 'training-end') ends.push(event.end);
          return event.type === 'step' ? 'stop' : undefined;
        },
      }),
    );
    expect(ends).toEqual(['stopped']);
    expect((await readRun(folder)).result).toEqual(result);
    expect((await readRunConfig(folder)).recipe).toEqual(recipe());
    expect((await findRuns(pathToFileURL(parent))).runs.map(({ name }) => name)).toEqual(['stopped']);
    expect(await writeReport(folder)).toBe(join(parent, 'stopped', 'report.html'));
    expect((await readAdder(pathToFileURL(modelFolder))).metadata.scores).toEqual(result.evaluation);
  });

  test('the saved model knows its recipe and its scores', async () => {
    const { result, modelFolder } = await finish(optionsOf('run'));
    const { model, metadata } = await readAdder(modelFolder);
    expect(metadata).toMatchObject({ recipe: recipe(), seed: 7, packageVersion: '1.2.3' });
    expect(metadata.scores).toEqual(result.evaluation);
    expect(model.countParams()).toBe(result.parameters);
    model.dispose();
  });

  test.each<[string, Parameters<typeof recipe>[0], object]>([
    ['digits', { head: 'digit', task: { type: 'digits' } }, { evaluation: { pairs: 20 } }],
    ['image-sums', { task: { type: 'image-sums' } }, { addition: { digits: 1, problems: 10 } }],
  ])('a run of the task %s has the scores of that', async (_, settings, expected) => {
    const { result } = await finish(optionsOf('run', { recipe: recipe(settings) }));
    expect(result).toMatchObject(expected);
    expect((await readRun(join(parent, 'run'))).result).toEqual(JSON.parse(JSON.stringify(result)));
  });

  test('a model teaches another, and one starts from another', async () => {
    const { modelFolder } = await finish(optionsOf('first'));
    const options = { fromFolder: modelFolder, recipe: recipe({ training: { distillation: {}, freeze: 'backbone' } }) };
    await finish(optionsOf('second', options));
    const { config } = await readRun(join(parent, 'second'));
    expect(config.from?.folder).toBe(modelFolder);
    expect(config.teachers).toEqual([config.from]);
    expect(weightsOf('second')).not.toBe(weightsOf('first'));
  });

  test.each<[string, Partial<RunOptions>, RegExp]>([
    [
      'a frozen backbone without a model to start from',
      { recipe: recipe({ training: { freeze: 'backbone' } }) },
      /^from/,
    ],
    ['distillation without a teacher', { recipe: recipe({ training: { distillation: {} } }) }, /^teacher/],
    ['a teacher without distillation', { teacherFolders: ['somewhere'] }, /^teacher/],
  ])('refuses %s, and writes nothing', async (_, changes, message) => {
    await expect(executeRun(optionsOf('run', changes))).rejects.toThrow(message);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('keeps no tensor', async () => {
    await finish(optionsOf('once'));
    const { numTensors } = tf.memory();
    await finish(optionsOf('again'));
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

describe('resumeRun', () => {
  /** Executes a run that is interrupted after a number of steps. */
  async function interrupt(name: string, steps: number, changes: Partial<RunOptions> = {}) {
    const interruption = new AbortController();
    const outcome = await executeRun(
      optionsOf(name, {
        ...changes,
        signal: interruption.signal,
        onEvent(event) {
          if (event.type === 'step' && event.step + 1 === steps) interruption.abort();
        },
      }),
    );
    expect(outcome).toEqual({ interrupted: true, folder: join(parent, name), step: steps });
  }

  async function resume(name: string) {
    const config = await readRunConfig(join(parent, name));
    const warnings: string[] = [];
    const outcome = await resumeRun({ ...optionsOf(name), config, onWarning: (sentence) => warnings.push(sentence) });
    return { outcome, warnings };
  }

  test('a run that was interrupted ends with the same bytes', async () => {
    await finish(optionsOf('whole'));
    await interrupt('parts', 3);
    expect((await readRun(join(parent, 'parts'))).state).toBe('stopped');
    const { outcome, warnings } = await resume('parts');
    expect(outcome.interrupted).toBe(false);
    expect(warnings).toEqual([]);
    expect(weightsOf('parts')).toBe(weightsOf('whole'));
  });

  test('images that are stored column by column are read so again, and make another run of the same files', async () => {
    const transposed = { data: { path: dataFolder, transposed: true } };
    await finish(optionsOf('upright'));
    await finish(optionsOf('whole', transposed));
    await interrupt('parts', 3, transposed);
    expect((await readRunConfig(join(parent, 'parts'))).data.transposed).toBe(true);
    await resume('parts');
    expect(weightsOf('parts')).toBe(weightsOf('whole'));
    expect(weightsOf('parts')).not.toBe(weightsOf('upright'));
    const config = await readRunConfig(join(parent, 'whole'));
    const upright = { ...config.data, transposed: undefined };
    expect(await runDigest(config)).not.toBe(await runDigest({ ...config, data: upright }));
    expect(readFileSync(join(parent, 'whole', 'report.html'), 'utf8')).toContain('stored column by column');
  });

  test('a damaged checkpoint is passed over with a warning', async () => {
    await finish(optionsOf('whole'));
    await interrupt('parts', 6);
    const checkpoints = join(parent, 'parts', 'checkpoints');
    writeFileSync(join(checkpoints, readdirSync(checkpoints).sort().at(-1)!), 'damaged');
    const { warnings } = await resume('parts');
    expect(warnings).toEqual([
      expect.stringMatching(/cut off, or no checkpoint\.$/),
      'The run goes on from an older one, after step 4.',
    ]);
    expect(weightsOf('parts')).toBe(weightsOf('whole'));
  });

  /** The steps of a run's log, in order. */
  const loggedSteps = (name: string) =>
    readFileSync(join(parent, name, 'metrics.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => loggedEventSchema.parse(JSON.parse(line)))
      .flatMap((event) => (event.type === 'step' ? [event.step] : []));

  test('without a checkpoint, it starts from the beginning and says so', async () => {
    await finish(optionsOf('whole'));
    await interrupt('parts', 3);
    rmSync(join(parent, 'parts', 'checkpoints'), { recursive: true });
    const { warnings } = await resume('parts');
    expect(warnings).toEqual(['There is no checkpoint to go on from: the run starts from the beginning.']);
    expect(weightsOf('parts')).toBe(weightsOf('whole'));
    expect(loggedSteps('parts')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('with a log that lost its end, it goes on from where the log is whole', async () => {
    await finish(optionsOf('whole'));
    await interrupt('parts', 6);
    const log = join(parent, 'parts', 'metrics.jsonl');
    const text = readFileSync(log, 'utf8');
    writeFileSync(log, text.slice(0, text.indexOf('"type":"checkpoint"') + 10));
    const { warnings } = await resume('parts');
    expect(warnings).toEqual([
      expect.stringMatching(
        /step-00000006\.safetensors does not fit metrics\.jsonl, which is cut off after \d+ of \d+ b/,
      ),
      'The run goes on from an older one, after step 4.',
    ]);
    expect(weightsOf('parts')).toBe(weightsOf('whole'));
    expect(loggedSteps('parts')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'a log that was deleted',
      (folder) => {
        rmSync(join(folder, 'metrics.jsonl'));
      },
      /checkpoint step-00000003\.safetensors does not fit metrics\.jsonl, which is missing: put the old file back, or remove the folder checkpoints/,
    ],
    [
      'a log that was edited',
      (folder) => {
        const log = join(folder, 'metrics.jsonl');
        writeFileSync(log, readFileSync(log, 'utf8').replace('"step":1', '"step":2'));
      },
      /does not fit metrics\.jsonl, which was changed/,
    ],
    [
      'a folder instead of its log',
      (folder) => {
        rmSync(join(folder, 'metrics.jsonl'));
        mkdirSync(join(folder, 'metrics.jsonl'));
      },
      /has a metrics\.jsonl that cannot be read because it is a folder: put the file there/,
    ],
    [
      'other settings than its checkpoints',
      (folder) => {
        const file = join(folder, 'config.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"epochs": 2', '"epochs": 3'));
      },
      /is of another run, or the config\.json of this one was changed: put the old file back/,
    ],
    [
      'settings that are none',
      (folder) => {
        const file = join(folder, 'config.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"epochs": 2', '"epochs": "many"'));
      },
      /has a config\.json that is damaged, or of another version \(recipe\.training\.epochs: .*expected number/,
    ],
    [
      'a folder instead of its settings',
      (folder) => {
        rmSync(join(folder, 'config.json'));
        mkdirSync(join(folder, 'config.json'));
      },
      /has a config\.json that cannot be read because it is a folder/,
    ],
    [
      'a damaged result',
      (folder) => {
        writeFileSync(join(folder, 'result.json'), '{');
      },
      /has a result\.json that is damaged.*: remove the file and go on with --resume/,
    ],
  ])('%s: one sentence says so, and nothing is lost', async (_, change, sentence) => {
    await interrupt('parts', 3);
    const folder = join(parent, 'parts');
    change(folder);
    const before = readdirSync(folder, { recursive: true }).sort();
    await expect(resume('parts')).rejects.toThrow(sentence);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });

  test('a plan says after which step it goes on, and changes nothing', async () => {
    await interrupt('parts', 3);
    const folder = join(parent, 'parts');
    const log = readFileSync(join(folder, 'metrics.jsonl'), 'utf8');
    const options = { ...optionsOf('parts'), config: await readRunConfig(folder), onWarning: () => undefined };
    expect(await planResume(options)).toMatchObject({ folder, step: 3, stepsPerEpoch: 4 });
    expect(readFileSync(join(folder, 'metrics.jsonl'), 'utf8')).toBe(log);
    expect(readdirSync(folder)).not.toContain('run.lock');
  });

  test('a finished run, and one of other data, are refused', async () => {
    await finish(optionsOf('whole'));
    await expect(resume('whole')).rejects.toThrow('has a run that is finished');
    await interrupt('parts', 1);
    try {
      writeData(dataFolder, 2);
      await expect(resume('parts')).rejects.toThrow('has a run that began with other data');
    } finally {
      writeData(dataFolder);
    }
  });
});

test('a plan says what a run would do, and writes nothing', async () => {
  const options = optionsOf('run');
  const plan = await planRun(options);
  expect(plan).toMatchObject({
    images: { train: 32, validation: 8, test: 20 },
    stepsPerEpoch: 4,
    folder: join(parent, 'run'),
  });
  expect(readdirSync(parent)).toEqual([]);
  const { result, folder } = await finish(options);
  expect(result.parameters).toBe(plan.parameters);
  expect(folder).toBe(plan.folder);
  await expect(planRun(options)).rejects.toThrow('has a run in it');
  await expect(planRun(optionsOf('run/config.json/below'))).rejects.toThrow('cannot be written');
  expect((await planRun({ ...options, nextFreeName: true })).folder).toBe(join(parent, 'run-2'));
  expect((await finish({ ...options, nextFreeName: true })).folder).toBe(join(parent, 'run-2'));
});
