import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkApiReport } from '../src/api-report.js';
import { LIBRARIES } from '../src/published.js';

const ENTRIES = LIBRARIES.flatMap((library) =>
  library.entries.map((entry) => ({ library, entry, name: library.name, path: entry.path })),
);

describe.each(ENTRIES)('what $name exports as $path', ({ library, entry }) => {
  test('is what its report says; `pnpm --filter release api` updates it', () => {
    expect(checkApiReport(library, entry, false)).toEqual({ differs: false, complaints: [] });
  });
});

test('no declaration that users load needs zod, whose version would be theirs', () => {
  const options = ['--ignoreConfig', '--listFilesOnly', '--module', 'nodenext', '--skipLibCheck'];
  const entries = LIBRARIES.flatMap(({ folder, entries }) => entries.map(({ types }) => join(folder, types)));
  const { stdout } = spawnSync('tsc', [...options, ...entries], { encoding: 'utf8' });
  const files = stdout.trim().split('\n');
  expect(files).toEqual(expect.arrayContaining(entries));
  expect(files.filter((file) => file.includes('/zod/'))).toEqual([]);
});

test('every public symbol is documented, and every link leads somewhere', () => {
  const typedoc = fileURLToPath(new URL('../node_modules/typedoc/bin/typedoc', import.meta.url));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, '--emit', 'none'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
});
