import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunResult } from '@mnist-adder/trainer/node';
import {
  trainConfigDocument,
  trainDocument,
  trainLineDocument,
  trainPlanDocument,
} from '../src/commands/train/document.js';
import { SETTINGS } from '../src/definition/recipes.js';
import { mnistAdder, runProgram } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

let data: string;
let parent: string;
beforeAll(async () => {
  data = await writeSmallMnist(2560, 500);
});
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'start-'));
});

/** Trains in a directory of its own. */
async function start(...args: string[]) {
  const { code, stdout, stderr } = await mnistAdder(['train', ...args], { cwd: parent });
  return { status: code, stdout, stderr };
}

const lastLine = (text: string) => `${text.trimEnd().split('\n').at(-1)!}\n`;

const SHIPPED = fileURLToPath(new URL('../../../models/exact-small', import.meta.url));

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A run that takes a second: eight steps of the default recipe. Other tests run beside it, so it has one thread. */
const small = (...args: string[]) => start(...fewSteps(), ...args);

const fewSteps = () => ['--data', data, '--epochs', '1', '--threads', '1'];

/** The same by the built program, in a process of its own. */
async function smallProgram(...args: string[]) {
  const { code, stdout, stderr } = await runProgram(['train', ...fewSteps(), ...args], {
    cwd: parent,
  });
  return { status: code, stdout, stderr };
}

describe('a run', () => {
  test('shows how it goes, and leaves a whole directory', async () => {
    const { status, stdout, stderr } = await smallProgram('--out', 'out');
    expect(status).toBe(0);
    expect(stderr).toMatch(/^adder-fast: /);
    expect(stderr).toMatch(/backend: onnx \(the fastest that works here\): ONNX Runtime on the CPU/);
    expect(stderr).toMatch(/^epoch 1\/1 · train digit .*, sum .* · validation digit .*, sum .* images\/s · .* s$/m);
    const warning = 'Of the 2560 training images, 512 are the validation set instead of 12000:';
    expect(stderr.match(new RegExp(`^${warning} .*$`, 'gm'))).toHaveLength(1);
    expect(stdout).toContain('Over all 5,000 test pairs');
    expect(stdout).toMatch(/\d \+ 5 = \d+/);
    expect(stdout).toMatch(/[▀▄█]{3}/);
    expect(stdout).toContain(join(parent, 'out', 'model'));
    expect(stdout).toContain('mnist-adder train --recipe exact-fast');
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
    expect(readdirSync(join(out, 'model')).sort()).toEqual(['README.md', 'model.json', 'weights.bin']);
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

  test('of a network that reads digits only is measured on every image once, and names no sum', async () => {
    const { status, stdout, stderr } = await small('--recipe', 'mlp-128-64', '--out', 'out');
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^epoch 1\/1 · train digit \S+ % loss \S+ · validation digit \S+ % loss \S+ · \S+ images\/s/m,
    );
    expect(stdout).toContain('Over all 500 test images:');
    expect(stdout).not.toContain('sum');
    expect(stdout).toMatch(/mnist-adder train --recipe mlp-128-64 --seed 2 +the same/);
    const { evaluation } = JSON.parse(readFileSync(join(parent, 'out', 'result.json'), 'utf8')) as RunResult;
    expect(Object.keys(evaluation).sort()).toEqual(['digit', 'loss', 'pairs']);
  });

  test('prints one JSON document and nothing else with --json', async () => {
    const { status, stdout, stderr } = await smallProgram(
      '--json',
      '--recipe',
      'exact-fast',
      '--seed',
      '3',
      '--batch-size',
      '128',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const result = trainDocument.parse(JSON.parse(stdout));
    expect(result).toMatchObject({ recipe: 'exact-fast', backend: 'onnx', seed: 3, epochs: 1 });
    expect(Object.keys(result).sort()).toEqual([
      'backend',
      'epochs',
      'evaluation',
      'folder',
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
    expect(result).toHaveProperty('folder', join(parent, 'runs', readdirSync(join(parent, 'runs'))[0]!));
  });

  test('prints one JSON object a line with --json-lines: its log, and the result', async () => {
    const { status, stdout, stderr } = await small('--json-lines', '--out', 'out');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(`${lines.slice(0, -1).join('\n')}\n`).toBe(readFileSync(join(parent, 'out', 'metrics.jsonl'), 'utf8'));
    const documents = lines.map((line) => trainLineDocument.parse(JSON.parse(line)));
    const result = JSON.parse(readFileSync(join(parent, 'out', 'result.json'), 'utf8')) as RunResult;
    expect(documents.at(-1)).toEqual({ type: 'result', folder: join(parent, 'out'), result });
    const failed = await small('--json-lines', '--out', 'out');
    expect(failed.status).toBe(1);
    expect(trainLineDocument.parse(JSON.parse(failed.stdout))).toMatchObject({ type: 'error' });
    expect(failed.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect((await small('--json-lines', '--json')).status).toBe(2);
  });

  test('takes the next free name where several start in the same second', async () => {
    const tiny = ['train', '--data', data, '--threads', '1', '--epochs', '1', '--recipe', 'mlp-490', '--json'];
    const ended = await Promise.all(
      [1, 2, 3].map((seed) => runProgram([...tiny, '--seed', String(seed)], { cwd: parent })),
    );
    const folders = ended.map(({ stdout }) => {
      const result = trainDocument.parse(JSON.parse(stdout));
      return 'interrupted' in result ? undefined : `${result.seed} ${result.folder}`;
    });
    const seedOf = (name: string) =>
      (JSON.parse(readFileSync(join(parent, 'runs', name, 'config.json'), 'utf8')) as { seed: number }).seed;
    const names = readdirSync(join(parent, 'runs'));
    expect(names).toHaveLength(3);
    expect(folders.sort()).toEqual(names.map((name) => `${seedOf(name)} ${join(parent, 'runs', name)}`).sort());
  });

  test('notes that there are more threads than cores', async () => {
    const threads = availableParallelism() + 1;
    const { stdout } = await start('--data', data, '--threads', String(threads), '--dry-run');
    expect(stdout).toContain(`note: ${threads} threads share ${availableParallelism()} cores, which is slower`);
    expect((await small('--dry-run')).stdout).not.toContain('note:');
  });

  test('writes nothing for TensorBoard with --no-tensorboard', async () => {
    expect((await small('--quiet', '--no-tensorboard', '--out', 'out')).status).toBe(0);
    expect(readdirSync(join(parent, 'out'))).not.toContainEqual(expect.stringContaining('tfevents'));
  });

  test('takes any setting of a recipe, and refuses what is none', async () => {
    const { status } = await small('--quiet', '--out', 'out', '--training.optimizer.type', 'sgd');
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(parent, 'out', 'config.json'), 'utf8'))).toMatchObject({
      recipe: { training: { optimizer: { type: 'sgd' } } },
    });
    expect(await small('--training.optimizer.type', 'sgd', '--training.optimizer.momentum', '2')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'The setting training.optimizer.momentum cannot be 2: too big: expected number to be <1.\n',
    });
  });

  test('learns from a saved model besides the labels, which is named and known by its weights', async () => {
    await small('--recipe', 'mlp-490', '--out', 'first');
    const second = ['--recipe', 'mlp-490', '--seed', '2', '--training.distillation.weight', '0.9'];
    const { status, stderr } = await small(...second, '--teacher', 'first/model', '--out', 'second');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const weights = readFileSync(join(parent, 'first', 'model', 'weights.bin'));
    expect(JSON.parse(readFileSync(join(parent, 'second', 'config.json'), 'utf8'))).toMatchObject({
      recipe: { training: { distillation: { weight: 0.9, temperature: 2 } } },
      teachers: [{ folder: join(parent, 'first', 'model'), digest: digestOf(weights) }],
    });
    const again = await start('--config', 'second/config.json', '--print-config', '--json');
    expect(trainConfigDocument.parse(JSON.parse(again.stdout)).teachers).toEqual([
      { folder: join(parent, 'first', 'model') },
    ]);
  });

  test('that begins with a model and leaves its backbone learns from it, too, and has its weights', async () => {
    const folder = fileURLToPath(new URL('../../../models/adder-best', import.meta.url));
    const few = ['--data', await writeSmallMnist(640, 200)];
    const { status, stderr } = await small(...few, '--recipe', 'adder-best', '--from', folder, '--out', 'out');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const known = { folder, digest: digestOf(readFileSync(join(folder, 'weights.bin'))) };
    const config = JSON.parse(readFileSync(join(parent, 'out', 'config.json'), 'utf8')) as Record<string, unknown>;
    expect(config).toMatchObject({ from: known, teachers: [known] });
    const { evaluation } = JSON.parse(readFileSync(join(parent, 'out', 'result.json'), 'utf8')) as RunResult;
    expect(evaluation.digit.accuracy).toBeGreaterThan(0.97);
  });

  test('prints nothing with --quiet', async () => {
    expect(await small('--quiet', '--out', 'out')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('with one seed gives one model, byte for byte; with another, another', async () => {
    const weights = async (out: string, seed: string, run = small) => {
      expect((await run('--quiet', '--out', out, '--seed', seed)).status).toBe(0);
      return ['weights.bin', 'model.json'].map((name) =>
        readFileSync(join(parent, out, 'model', name)).toString('hex'),
      );
    };
    const first = await weights('a', '1', smallProgram);
    expect(await weights('b', '1')).toEqual(first);
    expect((await weights('c', '2'))[0]).not.toBe(first[0]);
  });

  test('has as many threads as it was told to, and says so to whoever repeats it', async () => {
    const { status, stderr } = await small('--out', 'out');
    expect(status).toBe(0);
    expect(stderr).toContain('ONNX Runtime on the CPU, 1 thread, compiled steps');
    const again = await start('--config', 'out/config.json', '--print-config', '--json');
    expect(trainConfigDocument.parse(JSON.parse(again.stdout)).threads).toBe(1);
    const ofItsOwn = await start('--config', 'out/config.json', '--epochs', '2', '--dry-run');
    expect(ofItsOwn.stdout).toContain('1 thread, compiled steps');
  });
});

test('the cpu backend does the same, slowly, and only when it is asked for', async () => {
  const tiny = await writeSmallMnist(20, 10);
  const { status, stdout, stderr } = await start(
    '--data',
    tiny,
    '--backend',
    'cpu',
    '--recipe',
    'embedding-concat',
    '--epochs',
    '1',
    '--batch-size',
    '8',
  );
  expect(stderr).toContain('backend: cpu (asked for): TensorFlow.js in plain JavaScript');
  expect(stdout).toContain('Over all 100 test pairs');
  expect(status).toBe(0);
});

describe('what a run would be', () => {
  test('is printed as a file that gives it again', async () => {
    const settings = ['--recipe', 'mlp-490', '--seed', '3', '--data', data, '--training.epochs', '1'];
    const printed = await start(...settings, '--print-config');
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(printed.stdout).toMatch(/^recipe:\n {2}id: mlp-490\n/);
    writeFileSync(join(parent, 'mine.yaml'), printed.stdout);
    const { stdout } = await start('--config', 'mine.yaml', '--print-config', '--json');
    const config = trainConfigDocument.parse(JSON.parse(stdout));
    expect(config).toMatchObject({
      seed: 3,
      recipe: { id: 'mlp-490', training: { epochs: 1 } },
      data: { path: data },
    });
    writeFileSync(join(parent, 'mine.json'), stdout);
    expect((await start('--config', 'mine.json', '--print-config')).stdout).toBe(printed.stdout);
  });

  test('a file says some of it, the command line has the last word, and a run’s own configuration is one', async () => {
    const few = 'recipe:\n  id: adder-fast\n  training:\n    epochs: 1\n    optimizer: { type: adamw }\nseed: 5\n';
    writeFileSync(join(parent, 'few.yaml'), few);
    const { status } = await start('--config', 'few.yaml', '--seed', '6', '--data', data, '--out', 'out', '--quiet');
    expect(status).toBe(0);
    const read = async (file: string) =>
      trainConfigDocument.parse(JSON.parse((await start('--config', file, '--print-config', '--json')).stdout));
    expect(await read('out/config.json')).toMatchObject({
      seed: 6,
      backend: 'onnx',
      data: { path: data },
      recipe: { training: { epochs: 1, optimizer: { type: 'adamw', beta1: 0.9 } } },
    });
  });

  test.each([
    ['recipe: adder-fats', 'There is no recipe adder-fats'],
    ['recipe: { id: mine }', 'The setting summary has to be given too'],
    [
      'recipe: { id: adder-fast, training: { epoch: 3 } }',
      'The setting training.epoch does not exist (did you mean training.epochs?).',
    ],
    ['seed: many', 'has a wrong seed'],
    ['sed: 1', 'has the unknown key sed (did you mean seed?)'],
    ['epochs: 1', 'has the unknown key epochs (did you mean training.epochs?)'],
    ['batchSize: 1', 'has the unknown key batchSize (did you mean training.batchSize?)'],
    ['data: { pth: x }', 'has the unknown key data.pth (did you mean data.path?)'],
    ['from: { fodler: x, folder: y }', 'has the unknown key from.fodler (did you mean from.folder?)'],
    [
      'training: { optimizer: { betal1: 1 } }',
      'training.optimizer.betal1 does not exist (did you mean training.optimizer.beta1?)',
    ],
    ['network: { backbone: { filter: [8, 16] } }', 'does not exist (did you mean network.backbone.filters?)'],
    ['recipe: { training: { epochs: 1 } }', 'has a wrong recipe (give the id of a recipe, or its settings with an id)'],
    ['recipe: [', 'is neither YAML nor JSON (line 1)'],
    ['recipe: *foo', 'is neither YAML nor JSON (Unresolved alias'],
    ['recipe: &a { id: x, b: *a }', 'is neither YAML nor JSON ('],
    [
      'a: &a [1, 1]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      'Excessive alias',
    ],
    ['['.repeat(20_000), 'is neither YAML nor JSON ('],
    ['"\\e[31mx": 1', String.raw`has the unknown key \u001b[31mx`],
  ])('of the file %j one sentence says what is wrong', async (content, sentence) => {
    writeFileSync(join(parent, 'bad.yaml'), content);
    const { status, stdout, stderr } = await start('--config', 'bad.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  const config = async (...args: string[]) =>
    trainConfigDocument.parse(JSON.parse((await start(...args, '--print-config', '--json')).stdout));

  test('keeps how images are stored, and a folder of its own is read as it is', async () => {
    const transposed = ['--data', data, '--transposed'];
    writeFileSync(join(parent, 'mine.yaml'), (await start(...transposed, '--print-config')).stdout);
    const kept = { path: data, transposed: true };
    expect((await config('--config', 'mine.yaml')).data).toEqual(kept);
    expect((await config('--config', 'mine.yaml', '--data', parent)).data).toEqual({ path: parent });
    writeFileSync(join(parent, 'upright.yaml'), `data: ${data}`);
    expect((await config('--config', 'upright.yaml', '--transposed')).data).toEqual(kept);
    expect((await config('--transposed')).data).toEqual({ transposed: true });
    expect(await config()).not.toHaveProperty('data');
    expect((await small('--transposed', '--out', 'out', '--quiet')).status).toBe(0);
    expect((await config('--config', 'out/config.json')).data).toEqual(kept);
    expect((await start('--resume', 'out', '--transposed')).stderr).toContain('leave out --transposed');
  });

  test('has settings beside the recipe, in a file as everyone writes it', async () => {
    const lines = ['recipe: adder-small', 'seed:', 'from: exact-small', 'data: { validation: 300 }'];
    const training = ['training:', '  epochs: 2', '  averaging: null', '  optimizer: { momentum: 0.8 }'];
    writeFileSync(
      join(parent, 'beside.yaml'),
      [...lines, ...training, 'network: { backbone: { embedding: 9 } }'].join('\n'),
    );
    const { recipe, seed, from } = await config('--config', 'beside.yaml', '--lr', '0.3');
    expect({ recipe, seed }).toMatchObject({
      seed: 1,
      recipe: {
        id: 'adder-small',
        data: { validation: 300 },
        network: { backbone: { filters: [24, 64, 64], embedding: 9 } },
        training: {
          epochs: 2,
          optimizer: { type: 'sgd', momentum: 0.8, nesterov: true },
          learningRate: { type: 'one-cycle', peak: 0.3 },
        },
      },
    });
    expect(recipe.training).not.toHaveProperty('averaging');
    expect(from).toEqual({ folder: SHIPPED });
  });

  test.each([
    ['UTF-8', [0xef, 0xbb, 0xbf], (text: string) => Buffer.from(text)],
    ['UTF-16, as Windows PowerShell writes it', [0xff, 0xfe], (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16, the other way round', [0xfe, 0xff], (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('is read by its byte order mark: %s', async (_, mark, encode) => {
    const { stdout } = await start('--recipe', 'mlp-490', '-e', '3', '--print-config');
    writeFileSync(join(parent, 'marked.yaml'), Buffer.concat([Buffer.from(mark), encode(`# é\r\n${stdout}`)]));
    expect((await start('--config', 'marked.yaml', '--print-config')).stdout).toBe(stdout);
    writeFileSync(join(parent, 'latin.yaml'), Buffer.from([0xe9, 0x0a]));
    expect((await start('--config', 'latin.yaml')).stderr).toContain('is not text in UTF-8 or UTF-16');
  });

  test('changes with short names, whatever the schedule', async () => {
    const { recipe } = await config('-e', '2', '-b', '64', '--lr', '.02');
    expect(recipe.training).toMatchObject({
      epochs: 2,
      batchSize: 64,
      learningRate: { type: 'one-cycle', peak: 0.02 },
    });
    const constant = await config('--recipe', 'mlp-490', '--lr', '0.02');
    expect(constant.recipe.training.learningRate).toMatchObject({ type: 'constant', rate: 0.02 });
    const cosine = await config('--training.learningRate.type', 'cosine', '--lr', '0.02');
    expect(cosine.recipe.training.learningRate).toMatchObject({ type: 'cosine', rate: 0.02 });
    expect((await start('--lr', 'fast')).stderr).toContain(
      'training.learningRate.peak cannot be fast: expected number',
    );
  });

  test('takes lists with commas, and null takes out what can be left out', async () => {
    const { recipe } = await config('--recipe', 'adder-small', '--network.backbone.filters', '8,16,24');
    expect(recipe.network.backbone).toMatchObject({ filters: [8, 16, 24] });
    for (const { path } of SETTINGS.filter(({ optional }) => optional)) {
      const has = ['training.clipNorm', '1', 'training.freeze', 'backbone', 'training.distillation', '{}'];
      const more = ['training.earlyStopping.patience', '2', 'training.augmentation.elastic', '{}'];
      const options = [...has, ...more].map((part, i) => (i % 2 === 0 ? `--${part}` : part));
      const full = await config('--recipe', 'adder-small', ...options);
      writeFileSync(join(parent, 'full.json'), JSON.stringify(full));
      const without = await config('--config', 'full.json', `--${path}`, 'null');
      expect(without.recipe, path).not.toEqual(full.recipe);
      expect(
        path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], full.recipe),
      ).toBeDefined();
      expect(JSON.stringify(without.recipe)).not.toContain(`"${path.split('.').at(-1)!}"`);
    }
    const { status, stderr } = await start('--recipe', 'adder-small', '--training.averaging.decay', 'null');
    expect({ status, stderr }).toMatchObject({ status: 2 });
    expect(stderr).toContain('(to train without training.averaging, set that to null)');
    expect((await mnistAdder(['train', '--help'], { cwd: parent })).stdout.replace(/\s+/g, ' ')).toContain(
      'null takes out what',
    );
  });

  test('is looked at without a trace by a dry run', async () => {
    const { status, stdout } = await small('--dry-run', '--json', '--batch-size', '100');
    expect(status).toBe(0);
    expect(trainPlanDocument.parse(JSON.parse(stdout))).toMatchObject({
      images: { train: 2048, validation: 512, test: 500 },
      recipe: 'adder-fast',
      parameters: 235_757,
      epochs: 1,
      stepsPerEpoch: 20,
    });
    expect((await small('--dry-run')).stdout).toContain('steps: 1 × 8, with 256 images each');
    const asked = await small('--dry-run', '--data.validation', '600');
    expect(asked.stderr).toBe(
      'Of the 2560 training images, 512 are the validation set instead of 600: data.validation must be at most a fifth of them.\n',
    );
    expect((await small('--dry-run', '--data.validation', '500')).stderr).toBe('');
    expect(readdirSync(parent)).toEqual([]);
    expect((await small('--dry-run', '--data', 'nowhere')).status).toBe(1);
    expect(await small('--dry-run', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('is refused by a dry run as by the run, and nothing is left', async () => {
    expect((await small('--out', 'out', '--quiet')).status).toBe(0);
    const before = readdirSync(parent, { recursive: true }).sort();
    for (const out of [
      ['--out', 'out'],
      ['--out', 'out/config.json/below'],
      ['--out', '.'],
    ]) {
      const refused = await small(...out);
      expect(refused.status).toBe(1);
      const planned = await small('--dry-run', ...out);
      expect({ ...planned, stderr: lastLine(planned.stderr) }).toEqual({
        ...refused,
        stderr: lastLine(refused.stderr),
      });
    }
    expect(readdirSync(parent, { recursive: true }).sort()).toEqual(before);
  });

  test('is said of a run that goes on, which is left as it is', async () => {
    expect((await small('--out', 'out', '--quiet')).status).toBe(0);
    rmSync(join(parent, 'out', 'result.json'));
    const before = readdirSync(join(parent, 'out')).sort();
    const log = readFileSync(join(parent, 'out', 'metrics.jsonl'), 'utf8');
    const { status, stdout } = await start('--resume', 'out', '--dry-run', '--json');
    expect(status).toBe(0);
    expect(trainPlanDocument.parse(JSON.parse(stdout))).toMatchObject({ step: 8, stepsPerEpoch: 8 });
    expect((await start('--resume', 'out', '--dry-run')).stdout).toContain('going on after step 8 of 8');
    const printed = await start('--resume', 'out', '--print-config', '--json');
    expect(trainConfigDocument.parse(JSON.parse(printed.stdout))).toMatchObject({
      recipe: { training: { epochs: 1 } },
    });
    expect(readdirSync(join(parent, 'out')).sort()).toEqual(before);
    expect(readFileSync(join(parent, 'out', 'metrics.jsonl'), 'utf8')).toBe(log);
  });
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
    ['no model to begin with', () => ['--data', data, '--recipe', 'adder-best'], 'from is none: give a saved model'],
    [
      'a model to begin with that has another backbone',
      () => ['--data', data, '--from', SHIPPED],
      'give a model with the backbone {"type":"small-cnn"',
    ],
    ['a teacher that is no model', () => ['--data', data, '--teacher', data], 'model.json'],
    [
      'no teacher to learn from',
      () => ['--data', data, '--training.distillation.weight', '1'],
      'teacher is none: give a saved model',
    ],
    ['a batch larger than the data', () => ['--data', data, '--batch-size', '100000'], 'batchSize'],
  ])('%s', async (_, args, mentioned) => {
    const { status, stdout, stderr } = await start(...args(), '--quiet');
    expect(stdout).toBe('');
    expect(stderr).toMatch(mentioned);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/ {4}at /);
    expect(status).toBe(1);
    expect(readdirSync(parent, { recursive: true }).map(String)).not.toContainEqual(
      expect.stringMatching(/(result|model)\.json$/),
    );
  });

  test('a teacher where only sums are known is wrong usage', async () => {
    const { status, stderr } = await start('--recipe', 'addition', '--teacher', SHIPPED);
    expect(stderr).toContain('The setting training.distillation ');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });

  test('threads are wrong usage on a backend where they cannot be set', async () => {
    const { status, stdout, stderr } = await start('--backend', 'cpu', '--threads', '2', '--data', data);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('The threads of the backend cpu cannot be set: leave them out, or train on onnx.');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('an unknown recipe is wrong usage', async () => {
    const { status, stderr } = await start('--recipe', 'adder-fats');
    expect(stderr).toContain('Did you mean adder-fast?');
    expect(status).toBe(2);
  });
});
