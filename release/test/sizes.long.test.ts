import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly size: number;
  readonly sizeLimit: number;
}

test('what a page gets of each package is as small as .size-limit.json says', async () => {
  const sizeLimit = fileURLToPath(new URL('../node_modules/size-limit/bin.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [sizeLimit, '--json'], { cwd: FOLDER }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const checks = JSON.parse(stdout) as Check[];
  const limits = JSON.parse(readFileSync(`${FOLDER}/.size-limit.json`, 'utf8')) as { readonly name: string }[];
  expect(checks.map(({ name }) => name)).toEqual(limits.map(({ name }) => name));
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
});
