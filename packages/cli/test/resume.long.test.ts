import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  afterSteps,
  createResumableRun,
  expectInterruption,
  interruptedTraining,
  killRuns,
  refusedTraining,
  resume,
  startTraining,
  type ResumableRun,
} from './resumable-run.js';

/** Runs that are killed; `KILLS=500` for a look that is more thorough still. */
const KILLS = Number(process.env.KILLS ?? 50);

let run: ResumableRun;
let parent: string;
let out: string;

beforeAll(async () => {
  run = await createResumableRun();
});
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'resume-'));
  out = join(parent, 'out');
});

test(
  `runs that are killed at any moment and resumed come to the same bytes (${KILLS} of them)`,
  { timeout: 60_000 * KILLS },
  () => killRuns(KILLS, run),
);

/** Starts a training that does not end by itself. */
const startEndless = () => startTraining(parent, [...run.settings, '--epochs', '1000000']);

describe('asked to end', () => {
  test.each([
    ['SIGTERM', 143],
    // It ends by the signal itself: 129 for a shell.
    ['SIGHUP', null],
  ])('by %s it finishes the step, says how to go on, and goes on to the same bytes', (signal, exitCode) =>
    expectInterruption(run, signal, exitCode),
  );

  test('twice it ends at once', async () => {
    const { child, ended } = startEndless();
    await afterSteps(out, 1, ended);
    child.kill('SIGINT');
    child.kill('SIGINT');
    await sleep(1);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });
});

describe('a run is refused in one sentence', () => {
  test('while another process works on it', async () => {
    const { child, ended } = startEndless();
    await afterSteps(out, 1, ended);
    // It holds the run, and leaves the processor to the test.
    child.kill('SIGSTOP');
    const { code, stderr } = await refusedTraining(parent, '--resume', 'out');
    expect(code).toBe(1);
    expect(stderr).toContain(`is in use by process ${child.pid!}: wait for it, or stop it.`);
    child.kill('SIGKILL');
    await ended;
  });

  test('when it is finished, or was begun with other data', async () => {
    cpSync(run.data, join(parent, 'data'), { recursive: true });
    await interruptedTraining(parent, [...run.settings, '--data', 'data'], 'SIGINT');
    const labels = join(parent, 'data', 't10k-labels-idx1-ubyte');
    const bytes = readFileSync(labels);
    bytes[8] = (bytes[8]! + 1) % 10;
    rmSync(labels);
    appendFileSync(labels, bytes);
    expect((await refusedTraining(parent, '--resume', 'out')).stderr).toContain('t10k-labels-idx1-ubyte');
    bytes[8] = (bytes[8] + 9) % 10;
    rmSync(labels);
    appendFileSync(labels, bytes);
    expect((await resume(parent)).code).toBe(0);
    expect((await refusedTraining(parent, '--resume', 'out')).stderr).toContain('is finished');
  });

  test('when its directory vanishes, and it is not made anew', async () => {
    const { ended } = startEndless();
    await afterSteps(out, 2, ended);
    renameSync(out, join(parent, 'elsewhere'));
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The output directory .* cannot be written \(ENOENT.*\n$/m);
    expect(existsSync(out)).toBe(false);
  });
});
