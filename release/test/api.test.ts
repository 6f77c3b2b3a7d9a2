import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkApiReport } from '../src/api-report.js';
import { LIBRARIES } from '../src/published.js';

const ENTRIES = LIBRARIES.flatMap((library) =>
  library.entries.map((entry) => ({ library, entry, name: library.name })),
);

describe.each(ENTRIES)('what $name exports as $entry', ({ library, entry }) => {
  test('is what its report says; `pnpm --filter release api` writes it anew', () => {
    expect(checkApiReport(library, entry, false)).toEqual({ differs: false, complaints: [] });
  });
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
