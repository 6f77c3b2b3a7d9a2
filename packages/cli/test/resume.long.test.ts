import { test } from 'vitest';
import { createResumableRun, killRuns } from './resumable-run.js';

/** Runs that are killed; `KILLS=500` for a look that is more thorough still. */
const KILLS = Number(process.env.KILLS ?? 50);

test(
  `runs that are killed at any moment and resumed come to the same bytes (${KILLS} of them)`,
  { timeout: 60_000 * KILLS },
  async () => killRuns(KILLS, await createResumableRun()),
);
