import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomStream } from '@mnist-adder/dataset';
import { expect } from 'vitest';
import type { Ended } from './mnist-adder.js';
import { mnistAdder, startProgram } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

const TEACHER = fileURLToPath(new URL('../../../models/mlp-128-64', import.meta.url));
const SIGNAL_ITSELF = new URL('signal-itself.mjs', import.meta.url).href;

/** A run of which each test makes one, and what it comes to when nothing happens to it. */
export interface ResumableRun {
  readonly data: string;
  /** Two epochs of eight steps with a checkpoint after each. */
  readonly settings: readonly string[];
  readonly digest: string;
  readonly milliseconds: number;
}

/** Executes the run once, undisturbed. */
export async function createResumableRun(): Promise<ResumableRun> {
  const data = await writeSmallMnist(640, 100);
  const settings = [
    ...['--data', data, '--batch-size', '64', '--epochs', '2', '--checkpoint-every', '0', '--no-tensorboard'],
    ...['--training.augmentation.shift', '2', '--training.augmentation.rotation', '10'],
    // Runs are killed while others end: one thread each.
    ...['--teacher', TEACHER, '--threads', '1'],
  ];
  const parent = mkdtempSync(join(tmpdir(), 'resume-'));
  const begin = performance.now();
  const { code, stderr } = await startTraining(parent, settings).ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return { data, settings, digest: digestOf(join(parent, 'out')), milliseconds: performance.now() - begin };
}

/** Starts a training into `out`, in a process of its own. */
export const startTraining = (parent: string, settings: readonly string[]) =>
  startProgram(['train', ...settings, '--out', 'out'], { cwd: parent });

/** Goes on with the run in `out`. */
export const resume = (parent: string): Promise<Ended> =>
  startProgram(['train', '--resume', 'out'], { cwd: parent }).ended;

/** Starts a training that gets a signal in the middle of it. */
export const interruptedTraining = (parent: string, settings: readonly string[], signal: string): Promise<Ended> =>
  startProgram(['train', ...settings, '--out', 'out'], {
    cwd: parent,
    env: { METRICS_LOG: join(parent, 'out', 'metrics.jsonl'), STEPS: '3', SIGNAL: signal },
    nodeOptions: ['--import', SIGNAL_ITSELF],
  }).ended;

/** Expects that a training which gets a signal ends with a code, says how to go on, and goes on to the same bytes. */
export async function expectInterruption(run: ResumableRun, signal: string, exitCode: number | null): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'interrupted-'));
  const out = join(parent, 'out');
  const { code, stderr } = await interruptedTraining(parent, run.settings, signal);
  expect(code).toBe(exitCode);
  expect(stderr).toMatch(/^Stopped after step \d+\. Go on with: mnist-adder train --resume out\n$/m);
  expect(existsSync(join(out, 'result.json'))).toBe(false);
  expect((await resume(parent)).code).toBe(0);
  expect(digestOf(out)).toBe(run.digest);
}

/** Starts a training in this process that is refused, and prints no result. */
export async function refusedTraining(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await mnistAdder(['train', ...args], { cwd });
  expect(stdout).toBe('');
  return { code, stderr };
}

/** Weights, metadata and steps; how fast a step was differs from run to run. */
function digestOf(folder: string): string {
  const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  const steps = lines
    .map((line) => JSON.parse(line) as { type: string; imagesPerSecond?: number })
    .filter(({ type }) => type === 'step')
    .map((step) => JSON.stringify({ ...step, imagesPerSecond: undefined }));
  const hash = createHash('sha256').update(steps.join('\n'));
  for (const name of ['weights.bin', 'model.json']) hash.update(readFileSync(join(folder, 'model', name)));
  return hash.digest('hex');
}

/** Waits until a run has done so many steps; a program that ends before that has failed. */
export async function afterSteps(folder: string, count: number, ended: Promise<Ended>): Promise<void> {
  const log = join(folder, 'metrics.jsonl');
  const steps = () => (existsSync(log) ? readFileSync(log, 'utf8').split('"type":"step"').length - 1 : 0);
  let end: Ended | undefined;
  void ended.then((early) => (end = early));
  while (steps() < count) {
    if (end !== undefined) throw new Error(`The run ended after ${steps()} steps: ${end.stderr}`);
    await sleep(5);
  }
}

/** Kills runs at random moments and resumes them: each comes to the same bytes. */
export async function killRuns(count: number, { settings, digest, milliseconds }: ResumableRun): Promise<void> {
  const random = randomStream(Date.now(), 'kills');
  const parent = mkdtempSync(join(tmpdir(), 'killed-'));
  const out = join(parent, 'out');
  for (let run = 0; run < count; run++) {
    rmSync(out, { recursive: true, force: true });
    const first = startTraining(parent, settings);
    const kill = sleep(random.uniform() * 1.1 * milliseconds).then(() => first.child.kill('SIGKILL'));
    await Promise.all([first.ended, kill]);
    if (existsSync(join(out, 'result.json'))) {
      expect(digestOf(out)).toBe(digest);
      continue;
    }
    // Killed before there was a run, it starts from the beginning in the same place.
    const hasBegun = existsSync(join(out, 'config.json'));
    const { code, stderr } = await (hasBegun ? resume(parent) : startTraining(parent, settings).ended);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(digestOf(out)).toBe(digest);
    // Nothing half written is left where anything would take it for whole.
    const checkpoints = readdirSync(join(out, 'checkpoints'));
    expect(checkpoints.every((name) => /^step-\d{8}\.safetensors$/.test(name))).toBe(true);
    expect(readdirSync(out)).not.toContain('run.lock');
  }
}
