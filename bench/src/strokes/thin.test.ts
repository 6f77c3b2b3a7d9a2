import { expect, test } from 'vitest';
import { thin, type Bitmap } from './thin.js';

const bitmap = (...rows: string[]): Bitmap => ({
  width: rows[0]!.length,
  height: rows.length,
  ink: Uint8Array.from(rows.join(''), (character) => Number(character === '#')),
});
const shown = ({ width, height, ink }: Bitmap) =>
  Array.from({ length: height }, (_, y) =>
    Array.from(ink.subarray(y * width, (y + 1) * width), (value) => (value === 1 ? '#' : ' ')).join(''),
  );

test('a bar becomes its middle, and ends short of where it ended', () => {
  const bar = thin(bitmap('           ', ' ######### ', ' ######### ', ' ######### ', '           '));
  expect(shown(bar)).toEqual(['           ', '           ', '  ######   ', '           ', '           ']);
});

test('a ring stays a ring', () => {
  const rows = ['#######', '#######', '##   ##', '##   ##', '##   ##', '#######', '#######'];
  const ring = thin(bitmap(...rows));
  expect(ring.ink.reduce((sum, value) => sum + value, 0)).toBeLessThan(24);
  // Every pixel has two neighbours: it has no end.
  ring.ink.forEach((value, i) => {
    if (value === 0) return;
    const beside = [-1, 1, -7, 7].filter((step) => ring.ink[i + step] === 1).length;
    expect(beside).toBe(2);
  });
});

test('a line of one pixel stays as it is', () => {
  const rows = ['#    ', ' #   ', '  #  ', '   # ', '    #'];
  expect(shown(thin(bitmap(...rows)))).toEqual(rows);
});
