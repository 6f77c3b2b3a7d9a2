import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { errnoOf, refusal } from './system-error.js';

test('gives the code of a system error, and nothing for other values', async () => {
  expect(errnoOf(await readFile('there/is/no/such/file').catch((reason: unknown) => reason))).toBe('ENOENT');
  for (const other of [new Error('no'), Object.assign(new Error('no'), { code: 7 }), { code: 'ENOENT' }, undefined]) {
    expect(errnoOf(other)).toBeUndefined();
  }
});

test.each([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EISDIR', 'it is a folder'],
  ['EIO', 'the system answers EIO'],
])('puts %s into words', (code, words) => {
  expect(refusal(Object.assign(new Error('no'), { code }))).toBe(words);
});
