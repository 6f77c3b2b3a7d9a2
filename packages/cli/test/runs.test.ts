import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { reportDocument } from '../src/reference/documents.js';
import { runsCleanDocument, runsCompareDocument, runsDocument } from '../src/commands/runs/document.js';
import { mnistAdder, runProgram, startProgram } from './mnist-adder.js';
import { afterSteps } from './resumable-run.js';
import { writeSmallMnist } from './small-mnist.js';

let folder: string;
const run = (...args: string[]) => mnistAdder(args, { cwd: folder });
const runJson = async (...args: string[]) => {
  const { code, stdout } = await run(...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout) as unknown;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  const data = await writeSmallMnist(2560, 100);
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
  expect(stdout).toMatch(/^run +recipe +seed +backend +state +digit +sum +time$/m);
  expect(stdout).toMatch(/^one +adder-fast +1 +onnx +finished +[\d.]+ % +[\d.]+ % +[\d.]+ s$/m);
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

test('two runs are compared by what differs', async () => {
  const { settings } = runsCompareDocument.parse(await runJson('runs', 'compare', 'one', 'runs/two'));
  const paths = settings.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['seed', 'recipe', 'network.head.type']));
  expect(paths).not.toContain('training.batchSize');
  const { stdout } = await run('runs', 'compare', 'one', 'two');
  expect(stdout).toMatch(/^network\.head\.type +concat +exact$/m);
  expect(stdout).toMatch(/^digit +[\d.]+ % +[\d.]+ %$/m);
  expect((await run('runs', 'compare', 'one', 'nowhere')).code).toBe(1);
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
