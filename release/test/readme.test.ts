import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readmePrograms, REPOSITORY } from '../src/outside-project.js';
import { LIBRARIES } from '../src/published.js';

const EXAMPLES = join(REPOSITORY, 'examples');

test('the README’s program runs in this repository, and prints its answer and nothing else', async () => {
  const [program] = readmePrograms(join(REPOSITORY, 'README.md'));
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program!], { cwd: REPOSITORY });
  expect(await run).toEqual({ stdout: '7 + 5 = 12\n', stderr: '' });
});

test('neither the examples nor the READMEs cast types, or look for the folder of a bundled model', () => {
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = folders.flatMap(({ name }) =>
    readdirSync(join(EXAMPLES, name)).map((file) => join(EXAMPLES, name, file)),
  );
  const examples = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(file, 'utf8'));
  const readmes = [REPOSITORY, ...LIBRARIES.map(({ folder }) => folder)];
  const programs = [...examples, ...readmes.flatMap((folder) => readmePrograms(join(folder, 'README.md')))];
  expect(programs.length).toBeGreaterThan(examples.length);
  for (const program of programs) {
    expect(program).not.toMatch(/@type .*\*\/ \(|import\.meta\.resolve/);
  }
});
