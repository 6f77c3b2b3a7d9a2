import { expect, test } from 'vitest';
import { bar } from './bars.js';

test.each([
  [0, '    ', '    '],
  [1, '████', '####'],
  [0.5, '██  ', '##  '],
  [0.03125, '▏   ', '    '],
  [0.6, '██▍ ', '##  '],
])('%d of four characters is %j, or %j', (fraction, unicode, ascii) => {
  expect(bar(fraction, 4, { unicode: true })).toBe(unicode);
  expect(bar(fraction, 4, { unicode: false })).toBe(ascii);
});
