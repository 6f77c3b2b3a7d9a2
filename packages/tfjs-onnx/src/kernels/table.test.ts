import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KERNELS } from './table.js';

test('the README names every kernel that can be recorded', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const named = [...readme.slice(readme.indexOf('\n## Kernels\n')).matchAll(/^\| `(\w+)` .*\|$/gm)].map(
    ([, name]) => name,
  );
  expect(named).toEqual(Object.keys(KERNELS).sort());
});
