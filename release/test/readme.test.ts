import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readmePrograms, REPOSITORY } from '../src/outside-project.js';

test('the README’s program runs in this repository, and prints its answer and nothing else', async () => {
  const [program] = readmePrograms(join(REPOSITORY, 'README.md'));
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program!], { cwd: REPOSITORY });
  expect(await run).toEqual({ stdout: '7 + 5 = 12\n', stderr: '' });
});
