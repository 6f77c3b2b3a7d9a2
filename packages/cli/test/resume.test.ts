import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mnistAdder } from './mnist-adder.js';
import { afterSteps, createResumableRun, digestOf } from './resumable-run.js';
import { interruptedTraining, killRuns, resume, startTraining } from './resumable-run.js';
import type { ResumableRun } from './resumable-run.js';

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

/** Starts a training that does not end by itself. */
const startEndless = () => startTraining(parent, [...run.settings, '--training.epochs', '1000000']);

// Many more of them are in resume.long.test.ts.
test('a run that is killed at any moment and resumed comes to the same bytes', () => killRuns(1, run));

describe('asked to end', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s it finishes the step, says how to go on, and goes on to the same bytes',
    async (signal, exitCode) => {
      const { code, stderr } = await interruptedTraining(parent, run.settings, signal);
      expect(code).toBe(exitCode);
      expect(stderr).toMatch(/^Stopped after step \d+\. Go on with: mnist-adder train --resume out\n$/m);
      expect(existsSync(join(out, 'result.json'))).toBe(false);
      expect((await resume(parent)).code).toBe(0);
      expect(digestOf(out)).toBe(run.digest);
    },
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
  const refusal = async (...args: string[]) => {
    const { code, stdout, stderr } = await mnistAdder(['train', ...args], { cwd: parent });
    expect(stdout).toBe('');
    return { code, stderr };
  };

  test('while another process works on it', async () => {
    const { child, ended } = startEndless();
    await afterSteps(out, 1, ended);
    // It holds the run, and leaves the processor to the test.
    child.kill('SIGSTOP');
    const { code, stderr } = await refusal('--resume', 'out');
    expect(code).toBe(1);
    expect(stderr).toContain(`is in use by process ${child.pid!}: wait for it, or stop it.`);
    child.kill('SIGKILL');
    await ended;
  });

  test('when it is finished, is none, or was begun with other data', async () => {
    cpSync(run.data, join(parent, 'data'), { recursive: true });
    await interruptedTraining(parent, [...run.settings, '--data', 'data'], 'SIGINT');
    expect((await refusal('--resume', 'nowhere')).stderr).toContain('has no run in it');
    const labels = join(parent, 'data', 't10k-labels-idx1-ubyte');
    const bytes = readFileSync(labels);
    bytes[8] = (bytes[8]! + 1) % 10;
    rmSync(labels);
    appendFileSync(labels, bytes);
    expect((await refusal('--resume', 'out')).stderr).toContain('t10k-labels-idx1-ubyte');
    bytes[8] = (bytes[8] + 9) % 10;
    rmSync(labels);
    appendFileSync(labels, bytes);
    expect((await resume(parent)).code).toBe(0);
    expect((await refusal('--resume', 'out')).stderr).toContain('is finished');
  });

  test('with other settings than its own, which is wrong usage', async () => {
    const { code, stderr } = await refusal('--resume', 'out', '--epochs', '3');
    expect(code).toBe(2);
    expect(stderr).toContain('--resume');
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
