import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureGlobal } from 'fast-check';
import { afterAll } from 'vitest';

/** The properties of every package are tried with the same examples each time; another `FAST_CHECK_SEED` gives others. */
configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 1) });

/** What a test file, and the programs it starts, write into the temporary directory goes with it. */
const temporary = mkdtempSync(join(tmpdir(), 'mnist-adder-test-'));
// Open to all, so that a test can read in it as somebody else.
chmodSync(temporary, 0o755);
process.env['TMPDIR'] = temporary;
process.env['TEMP'] = temporary;
afterAll(() => {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
});
