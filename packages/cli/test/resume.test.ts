import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createResumableRun, expectInterruption, refusedTraining } from './resumable-run.js';

// Kills and other ends are in resume.long.test.ts.
test('asked to end by SIGINT it finishes the step, says how to go on, and goes on to the same bytes', async () =>
  expectInterruption(await createResumableRun(), 'SIGINT', 130));

describe('a run is refused in one sentence', () => {
  const parent = mkdtempSync(join(tmpdir(), 'resume-'));

  test('when there is none', async () => {
    expect((await refusedTraining(parent, '--resume', 'nowhere')).stderr).toContain('has no run in it');
  });

  test('with other settings than its own, which is wrong usage', async () => {
    const { code, stderr } = await refusedTraining(parent, '--resume', 'out', '--epochs', '3');
    expect(code).toBe(2);
    expect(stderr).toContain('--resume');
  });
});
