import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readJson, writeJson } from './results-file.js';

test('a file is indented, with lists of numbers and pairs of numbers on one line, and is read as it was', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'json-')), 'a.json');
  const content = {
    name: 'a',
    rows: [[1, -2.5e-7], [3]],
    texts: ['[1,\n 2]', 'b'],
    empty: [],
    digit: { accuracy: 0.5, loss: 2 },
  };
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
  "empty": [],
  "digit": { "accuracy": 0.5, "loss": 2 }
}
`);
  expect(readJson(file, z.unknown())).toEqual(content);
});
