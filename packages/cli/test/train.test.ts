import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunResult } from '../src/run/result.js';
import { writeSmallMnist } from './small-mnist.js';

const MAIN = fileURLToPath(new URL('../dist/start/main.js', import.meta.url));

let data: string;
let parent: string;
beforeAll(async () => {
  data = await writeSmallMnist(2560, 500);
});
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'start-'));
});

/** Runs the built program in a directory of its own. */
function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: parent,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' },
  });
  return { status, stdout, stderr };
}

/** A run that takes a second: eight steps of the default recipe. */
const small = (...args: string[]) => start('--data', data, '--epochs', '1', ...args);

describe('a run', () => {
  test('shows how it goes, and leaves a whole directory', () => {
    const { status, stdout, stderr } = small('--out', 'out');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^adder-fast: /);
    expect(stdout).toMatch(/backend: onnx \(the fastest that works here\): ONNX Runtime on the CPU/);
    expect(stdout).toMatch(/^epoch 1\/1 · train digit .*, sum .* · validation digit .*, sum .* images\/s · .* s$/m);
    expect(stdout).toContain('Over all 5,000 test pairs');
    expect(stdout).toMatch(/\d \+ 5 = \d+/);
    expect(stdout).toMatch(/[▀▄█]{3}/);
    expect(stdout).toContain(join(parent, 'out', 'model'));
    expect(stdout).toContain('npm start -- --recipe exact-fast');
    const out = join(parent, 'out');
    expect(readdirSync(out).sort()).toEqual([
      ...[
        'analysis.json',
        'checkpoints',
        'config.json',
        expect.stringMatching(/^events\.out\.tfevents\.\d+\./) as string,
      ],
      ...['metrics.jsonl', 'model', 'report.html', 'result.json'],
    ]);
    expect(readdirSync(join(out, 'checkpoints'))).toEqual(['step-00000008.safetensors']);
    expect(readdirSync(join(out, 'model')).sort()).toEqual(['model.json', 'weights.bin']);
    const lines = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'training-start',
      'epoch-start',
      ...Array<string>(8).fill('step'),
      'epoch-end',
      'checkpoint',
      'training-end',
    ]);
    expect(JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'))).toMatchObject({
      recipe: { id: 'adder-fast', training: { epochs: 1, batchSize: 256 } },
      seed: 1,
      backend: 'onnx',
    });
  });

  test('of a network that reads digits only is measured on every image once, and names no sum', () => {
    const { status, stdout } = small('--recipe', 'mlp-128-64', '--out', 'out');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^epoch 1\/1 · train digit \S+ % loss \S+ · validation digit \S+ % loss \S+ · \S+ images\/s/m,
    );
    expect(stdout).toContain('Over all 500 test images:');
    expect(stdout).not.toContain('sum');
    expect(stdout).toMatch(/npm start -- --recipe mlp-128-64 --seed 2 +the same/);
    const { evaluation } = JSON.parse(readFileSync(join(parent, 'out', 'result.json'), 'utf8')) as RunResult;
    expect(Object.keys(evaluation).sort()).toEqual(['digitAccuracy', 'digitLoss', 'loss', 'pairs']);
  });

  test('prints one JSON document and nothing else with --json', () => {
    const { status, stdout, stderr } = small('--json', '--recipe', 'exact-fast', '--seed', '3', '--batch-size', '128');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toMatchObject({ recipe: 'exact-fast', backend: 'onnx', seed: 3, epochs: 1 });
    expect(Object.keys(result).sort()).toEqual([
      'backend',
      'epochs',
      'evaluation',
      'parameters',
      'peakMemoryBytes',
      'recipe',
      'seconds',
      'seed',
      'totalSeconds',
      'trainSeconds',
    ]);
    expect(readdirSync(join(parent, 'runs'))).toHaveLength(1);
    expect(readdirSync(join(parent, 'runs'))[0]).toMatch(/^exact-fast-\d{8}T\d{6}Z$/);
  });

  test('writes nothing for TensorBoard with --no-tensorboard', () => {
    expect(small('--quiet', '--no-tensorboard', '--out', 'out').status).toBe(0);
    expect(readdirSync(join(parent, 'out'))).not.toContainEqual(expect.stringContaining('tfevents'));
  });

  test('takes any setting of a recipe, and refuses what is none', () => {
    const { status } = small('--quiet', '--out', 'out', '--set', 'training.optimizer.type=sgd');
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(parent, 'out', 'config.json'), 'utf8'))).toMatchObject({
      recipe: { training: { optimizer: { type: 'sgd' } } },
    });
    expect(small('--set', 'training.momentum=1')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'The setting training.momentum does not exist.\n',
    });
  });

  test('prints nothing with --quiet', () => {
    expect(small('--quiet', '--out', 'out')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('with one seed gives one model, byte for byte; with another, another', () => {
    const weights = (out: string, seed: string) => {
      expect(small('--quiet', '--out', out, '--seed', seed).status).toBe(0);
      return ['weights.bin', 'model.json'].map((name) =>
        readFileSync(join(parent, out, 'model', name)).toString('hex'),
      );
    };
    const first = weights('a', '1');
    expect(weights('b', '1')).toEqual(first);
    expect(weights('c', '2')[0]).not.toBe(first[0]);
  });
});

test('the cpu backend does the same, slowly, and only when it is asked for', async () => {
  const tiny = await writeSmallMnist(20, 10);
  const { status, stdout } = start('--data', tiny, '--backend', 'cpu', '--epochs', '1', '--batch-size', '8');
  expect(stdout).toContain('backend: cpu (asked for): TensorFlow.js in plain JavaScript');
  expect(stdout).toContain('Over all 100 test pairs');
  expect(status).toBe(0);
});

describe('bad input gets one sentence, and nothing that looks whole', () => {
  /** The small data set with something done to one of its files. */
  const damaged = (damage: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'damaged-'));
    cpSync(data, folder, { recursive: true });
    damage(folder);
    return folder;
  };
  const overwrite = (file: string, offset: number, byte: number) => {
    const bytes = readFileSync(file);
    bytes[offset] = byte;
    writeFileSync(file, bytes);
  };
  const images = 'train-images-idx3-ubyte';
  const labels = 'train-labels-idx1-ubyte';

  test.each<[string, () => string[], string | RegExp]>([
    ['no such data folder', () => ['--data', 'nowhere'], 'nowhere'],
    [
      'a truncated file',
      () => [
        '--data',
        damaged((f) => {
          truncateSync(join(f, images), 5000);
        }),
      ],
      images,
    ],
    [
      'an over-long file',
      () => [
        '--data',
        damaged((f) => {
          writeFileSync(join(f, labels), '!', { flag: 'a' });
        }),
      ],
      labels,
    ],
    [
      'a wrong magic number',
      () => [
        '--data',
        damaged((f) => {
          writeFileSync(join(f, labels), 'IDX, honestly');
        }),
      ],
      labels,
    ],
    [
      'a label of 10',
      () => [
        '--data',
        damaged((f) => {
          overwrite(join(f, labels), 8, 10);
        }),
      ],
      labels,
    ],
    ['a directory with something in it', () => ['--data', data, '--out', data], 'not empty'],
    ['an output below a file', () => ['--data', data, '--out', join(data, images, 'out')], 'cannot be written'],
    ['a batch larger than the data', () => ['--data', data, '--batch-size', '100000'], 'batchSize'],
  ])('%s', (_, args, mentioned) => {
    const { status, stdout, stderr } = start(...args(), '--quiet');
    expect(stdout).toBe('');
    expect(stderr).toMatch(mentioned);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/ {4}at /);
    expect(status).toBe(1);
    expect(readdirSync(parent, { recursive: true }).map(String)).not.toContainEqual(
      expect.stringMatching(/(result|model)\.json$/),
    );
  });

  test('an unknown recipe is wrong usage', () => {
    const { status, stderr } = start('--recipe', 'adder-fats');
    expect(stderr).toContain('Did you mean adder-fast?');
    expect(status).toBe(2);
  });
});
