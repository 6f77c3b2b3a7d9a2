import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createResumableRun, expectInterruption, refusedTraining } from './resumable-run.js';

// Kills and other ends are in resume.long.test.ts.
test('asked to end by SIGINT it finishes the step, says how to go on, and goes on to the same bytes', async () =>
  expectInterruption(await createResumableRun(), 'SIGINT', 130));

test('where there is no run one sentence says so', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'resume-'));
  expect((await refusedTraining(parent, '--resume', 'nowhere')).stderr).toContain('There is no run nowhere in ');
  expect((await refusedTraining(parent, '--resume', './nowhere')).stderr).toContain('has no run in it');
});
