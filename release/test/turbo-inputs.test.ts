import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TURBO = join(ROOT, 'node_modules', 'turbo', 'bin', 'turbo');

/** The hash of each build by its name, without building. */
function hashes(): Record<string, string> {
  const text = execFileSync(process.execPath, [TURBO, 'run', 'build', '--dry=json'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { tasks } = JSON.parse(text) as { tasks: readonly { taskId: string; hash: string }[] };
  return Object.fromEntries(tasks.map(({ taskId, hash }) => [taskId, hash]));
}

test('a run that was left in a package makes nothing build again', () => {
  const before = hashes();
  expect(before).toHaveProperty(['@mnist-adder/trainer#build']);
  const stray = mkdtempSync(join(ROOT, 'packages', 'trainer', 'stray-'));
  try {
    writeFileSync(join(stray, 'config.json'), '{}');
    expect(hashes()).toEqual(before);
  } finally {
    rmSync(stray, { recursive: true });
  }
});
