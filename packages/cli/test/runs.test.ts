import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { reportDocument } from '../src/reference/documents.js';
import {
  runsCleanDocument,
  runsCompareDocument,
  runsDocument,
  runsShowDocument,
} from '../src/commands/runs/document.js';
import { mnistAdder, runProgram, startProgram } from './mnist-adder.js';
import { afterSteps } from './resumable-run.js';
import { writeSmallMnist } from './small-mnist.js';

let folder: string;
let small: string;
const run = (...args: string[]) => mnistAdder(args, { cwd: folder });
const runJson = async (...args: string[]) => {
  const { code, stdout } = await run(...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout) as unknown;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  const data = (small = await writeSmallMnist(2560, 100));
  const train = (...args: string[]) => ['train', '--data', data, '--epochs', '1', '--quiet', ...args];
  expect((await run(...train('--out', 'runs/one'))).code).toBe(0);
  expect((await run(...train('--out', 'runs/two', '--seed', '2', '--recipe', 'exact-fast'))).code).toBe(0);
  const { child, ended } = startProgram(train('--out', 'runs/three', '--epochs', '1000000'), { cwd: folder });
  await afterSteps(join(folder, 'runs', 'three'), 1, ended);
  const { runs } = runsDocument.parse(await runJson('runs'));
  expect(runs.map(({ name, state }) => [name, state])).toContainEqual(['three', 'running']);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(143);
});

test('runs are listed with what they reached', async () => {
  const { runs } = runsDocument.parse(await runJson('runs'));
  expect(runs.map(({ name, recipe, seed, state }) => [name, recipe, seed, state])).toEqual([
    ['one', 'adder-fast', 1, 'finished'],
    ['two', 'exact-fast', 2, 'finished'],
    ['three', 'adder-fast', 1, 'stopped'],
  ]);
  const { stdout } = await runProgram(['runs'], { cwd: folder });
  expect(stdout).toMatch(/^run +recipe +seed +backend +state +parameters +digit +sum +loss +time +changed settings$/m);
  expect(stdout).toMatch(
    /^one +adder-fast +1 +onnx +finished +235,757 +[\d.]+ % +[\d.]+ % +[\d.]+ +[\d.]+ s +training\.epochs 1$/m,
  );
  expect((await run('runs', '--in', 'nowhere')).stdout).toContain('There are no runs in');
});

test('a damaged run is told of beside the others', async () => {
  writeFileSync(join(folder, 'runs', 'two', 'config.json.keep'), '');
  const config = join(folder, 'runs', 'one', 'config.json');
  const whole = readFileSync(config);
  writeFileSync(config, '{"recipe":');
  const { code, stdout, stderr } = await run('runs', '--json');
  writeFileSync(config, whole);
  rmSync(join(folder, 'runs', 'two', 'config.json.keep'));
  expect(code).toBe(0);
  expect(runsDocument.parse(JSON.parse(stdout)).damaged).toHaveLength(1);
  expect(stderr).toContain('damaged');
});

test('runs are sorted by any column, those without a value last', async () => {
  const sorted = async (column: string) => {
    const { runs } = runsDocument.parse(await runJson('runs', '--sort', column));
    return runs.map(({ name, result }) => ({ name, result }));
  };
  expect((await sorted('run')).map(({ name }) => name)).toEqual(['one', 'three', 'two']);
  expect((await sorted('seed')).at(-1)!.name).toBe('two');
  for (const [column, better] of [
    ['digit', 1],
    ['sum', 1],
    ['loss', -1],
    ['parameters', -1],
  ] as const) {
    const runs = await sorted(column);
    expect(runs.at(-1)!.name).toBe('three');
    const [first, second] = runs.map(({ result }) => {
      if (column === 'parameters') return result?.parameters;
      return column === 'loss' ? result?.evaluation.loss : result?.evaluation[column]?.accuracy;
    });
    expect(better * (first! - second!)).toBeGreaterThanOrEqual(0);
  }
});

test('any number of runs are compared by what differs', async () => {
  const { runs, settings } = runsCompareDocument.parse(await runJson('runs', 'compare', 'one', 'runs/two', 'three'));
  expect(runs.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
  const paths = settings.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['seed', 'recipe', 'network.head.type', 'training.epochs']));
  expect(paths).not.toContain('training.batchSize');
  expect(settings.find(({ path }) => path === 'training.epochs')!.values).toEqual([1, 1, 1000000]);
  const { stdout } = await run('runs', 'compare', 'one', 'two');
  expect(stdout).toMatch(/^network\.head\.type +concat +exact$/m);
  expect(stdout).toMatch(/^digit +[\d.]+ % +[\d.]+ %$/m);
  expect((await run('runs', 'compare', 'one', 'nowhere')).code).toBe(1);
});

test('a run is shown with its result, its files, and the settings that are its own', async () => {
  const shown = runsShowDocument.parse(await runJson('runs', 'show', 'two'));
  expect(shown).toMatchObject({
    name: 'two',
    changed: { 'training.epochs': 1 },
    model: join(folder, 'runs/two/model'),
    report: join(folder, 'runs/two/report.html'),
    settings: { network: { head: { type: 'exact' } } },
  });
  const { stdout } = await run('runs', 'show', 'two');
  expect(stdout).toMatch(/^two: exact-fast, seed 2, on onnx, finished$/m);
  expect(stdout).toMatch(/^ {2}digit +[\d.]+ %/m);
  expect(stdout).toMatch(/^ {2}training\.epochs +1$/m);
  expect(runsShowDocument.parse(await runJson('runs', 'show', 'latest'))).toMatchObject({
    name: 'three',
    state: 'stopped',
    model: null,
  });
});

describe('a name', () => {
  const data = () => ['--data', small];

  test.each<[string, () => string[], string]>([
    ['of a run, to report', () => ['report', 'one'], 'runs/one/report.html'],
    ['of the latest one, to report: it has to be finished', () => ['report', 'latest'], 'runs/two/report.html'],
    ['of a run, to evaluate', () => ['evaluate', 'two', ...data()], 'runs/two/model (exact-fast'],
    ['of the latest with a model', () => ['evaluate', 'latest', ...data()], 'runs/two/model (exact-fast'],
    ['of a bundled model', () => ['evaluate', 'mlp-128-64', ...data()], 'mlp-128-64 (mlp-128-64'],
    ['to compare with', () => ['evaluate', 'two', '--compare', 'one', ...data()], 'Compared with'],
    ['to predict with', () => ['predict', '--test', '0', '--model', 'two', '--json'], 'runs/two/model'],
    ['to export', () => ['export', 'two', '--out', 'two.onnx', '--json'], 'runs/two/model'],
    ['to begin with', () => ['train', '--from', 'one', '--print-config', '--json'], 'runs/one/model'],
    ['to learn from', () => ['train', '--teacher', 'exact-small', '--print-config'], 'models/exact-small'],
    ['of a run in another place', () => ['runs', 'show', 'one', '--in', join(folder, 'runs')], 'one: adder-fast'],
  ])('%s', async (_, args, answer) => {
    const { code, stdout } = await run(...args());
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(answer) as string });
  });

  test.each<[readonly string[], number, string]>([
    [['report', 'on'], 1, 'There is no run on in '],
    [['report', 'on'], 1, ': did you mean one?\n'],
    [['evaluate', 'adder-smal'], 1, ': did you mean adder-small?\n'],
    [['predict', '--test', '0', '--model', 'lates'], 1, ': did you mean latest?\n'],
    [['runs', 'show', 'xyzxyzxyz'], 1, ': name one, three, two, or give a path.\n'],
    [['evaluate', 'three'], 1, 'has no model yet: finish it with mnist-adder train --resume three.\n'],
    [
      ['train', '--resume', 'one'],
      1,
      'is finished (see its result.json): train its model further in a new run, with --from.\n',
    ],
    [['train', '--resume', 'one', '-e', '3', '--lr', '1'], 2, 'keeps its settings: leave out --epochs, --lr, or train'],
    [['train', '--resume', 'one', '-e', '3'], 2, 'mnist-adder train --recipe adder-fast --from runs/one'],
  ])('%j is told what to do', async (args, code, sentence) => {
    const { code: exit, stdout, stderr } = await run(...args);
    expect({ exit, stdout }).toEqual({ exit: code, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('that two things have is ambiguous', async () => {
    const place = join(folder, 'runs', 'exact-small');
    cpSync(join(folder, 'runs', 'one'), place, { recursive: true });
    const { code, stderr } = await run('evaluate', 'exact-small', ...data());
    const byPath = await run('evaluate', 'runs/exact-small', ...data());
    rmSync(place, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^exact-small could be \S+runs\/exact-small or \S+exact-small: give one of these paths\.\n$/,
    );
    expect(byPath.code).toBe(0);
  });

  test('is completed', async () => {
    const offered = async (...words: string[]) =>
      (await run('complete', '--', ...words)).stdout.split('\n').map((line) => line.split('\t')[0]);
    expect(await offered('report', '')).toEqual(expect.arrayContaining(['one', 'two', 'latest']));
    expect(await offered('evaluate', '--compare', 'exa')).toContain('exact-small');
    expect(await offered('train', '--resume', 't')).toEqual(expect.arrayContaining(['three', 'two']));
  });
});

test('a report is made anew', async () => {
  const file = join(folder, 'runs', 'one', 'report.html');
  rmSync(file);
  expect(await runProgram(['report', 'runs/one'], { cwd: folder })).toEqual({
    code: 0,
    stdout: `${file}\n`,
    stderr: '',
  });
  expect(readFileSync(file, 'utf8')).toContain('<!doctype html>');
  expect(reportDocument.parse(await runJson('report', 'runs/one'))).toEqual({ report: file, opened: false });
  const { code, stderr } = await run('report', 'runs/three');
  expect(code).toBe(1);
  expect(stderr).toContain('is not finished');
});

test('what is left is removed only when it is said', async () => {
  const asked = ['runs', 'clean', '--unfinished', '--checkpoints'];
  const { stdout } = await run(...asked);
  expect(stdout).toMatch(/runs\/three +never finished/);
  expect(stdout).toMatch(/say --yes to do it\.\n$/);
  expect(existsSync(join(folder, 'runs', 'three'))).toBe(true);
  const { removed, items } = runsCleanDocument.parse(await runJson(...asked, '--yes'));
  expect(removed).toBe(true);
  expect(items).toHaveLength(3);
  expect(existsSync(join(folder, 'runs', 'three'))).toBe(false);
  expect(existsSync(join(folder, 'runs', 'one', 'checkpoints'))).toBe(false);
  expect(existsSync(join(folder, 'runs', 'one', 'result.json'))).toBe(true);
  expect((await run(...asked)).stdout).toBe('There is nothing to remove.\n');
});
