import { expect, test } from 'vitest';
import { pathToFileURL } from 'node:url';

import { pathOf } from './path-of.js';

test('a path stays as it is, and a URL of a file becomes its path', () => {
  expect(pathOf('folder', 'runs/a b')).toBe('runs/a b');
  expect(pathOf('folder', pathToFileURL('/runs/a b/'))).toBe('/runs/a b/');
});

test.each<[unknown, string]>([
  [undefined, 'folder is undefined: give a path or a file: URL.'],
  ['', 'folder is "": give a path'],
  [new URL('https://example.org/a'), 'folder is https://example.org/a: give a path'],
  [5, 'folder is 5: give a path'],
])('%o is refused', (wrong, message) => {
  expect(() => pathOf('folder', wrong as string)).toThrow(message);
});
