import { expect, test } from 'vitest';

import { refusal } from './data-folder-error.js';

test.each([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EISDIR', 'it is a folder'],
  ['EIO', 'the system answers EIO'],
])('puts %s into words', (code, words) => {
  expect(refusal(Object.assign(new Error('no'), { code }))).toBe(words);
});
