import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mnistAdder } from './mnist-adder.js';
import { createResumableRun, digestOf, interruptedTraining, resume } from './resumable-run.js';
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

// Kills and other ends are in resume.long.test.ts.
test('asked to end by SIGINT it finishes the step, says how to go on, and goes on to the same bytes', async () => {
  const { code, stderr } = await interruptedTraining(parent, run.settings, 'SIGINT');
  expect(code).toBe(130);
  expect(stderr).toMatch(/^Stopped after step \d+\. Go on with: mnist-adder train --resume out\n$/m);
  expect(existsSync(join(out, 'result.json'))).toBe(false);
  expect((await resume(parent)).code).toBe(0);
  expect(digestOf(out)).toBe(run.digest);
});

describe('a run is refused in one sentence', () => {
  const refusal = async (...args: string[]) => {
    const { code, stdout, stderr } = await mnistAdder(['train', ...args], { cwd: parent });
    expect(stdout).toBe('');
    return { code, stderr };
  };

  test('when there is none', async () => {
    expect((await refusal('--resume', 'nowhere')).stderr).toContain('has no run in it');
  });

  test('with other settings than its own, which is wrong usage', async () => {
    const { code, stderr } = await refusal('--resume', 'out', '--epochs', '3');
    expect(code).toBe(2);
    expect(stderr).toContain('--resume');
  });
});
