import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.js';

test('a file is indented, lists of numbers on one line, and is read as it was', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'json-')), 'a.json');
  const content = { name: 'a', rows: [[1, -2.5e-7], [3]], texts: ['[1,\n 2]', 'b'], empty: [] };
  writeJson(file, content);
  expect(readFileSync(file, 'utf8')).toBe(`{
  "name": "a",
  "rows": [
    [1, -2.5e-7],
    [3]
  ],
  "texts": [
    "[1,\\n 2]",
    "b"
  ],
  "empty": []
}
`);
  expect(readJson(file, z.unknown())).toEqual(content);
});
