import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the tests of a package, and the programs they start, write into the temporary directory goes when all of them
 * have ended. A file's own end would be too early: its browser still writes there.
 *
 * @returns what removes it
 */
export default function useOwnTemporaryDirectory(): () => void {
  const temporary = mkdtempSync(join(tmpdir(), 'mnist-adder-test-'));
  // Open to all, so that a test can read in it as somebody else.
  chmodSync(temporary, 0o755);
  process.env['TMPDIR'] = temporary;
  process.env['TEMP'] = temporary;
  return () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
}
