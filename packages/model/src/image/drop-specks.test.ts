import { expect, test } from 'vitest';
import { dropSpecks } from './drop-specks.js';

const parse = (rows: readonly string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  values: Float32Array.from(rows.join(''), (character) => (character === '#' ? 1 : character === '+' ? 0.5 : 0)),
});

test('what is small and by itself goes; strokes stay, with their edges, also when they only touch at a corner', () => {
  const digit = [
    '########.....',
    '########....+',
    '########.....',
    '........##...',
    '.........++..',
    '.............',
    '##...........',
  ];
  const kept = [
    '########.....',
    '########.....',
    '########.....',
    '........##...',
    '.........++..',
    '.............',
    '##...........',
  ];
  expect(dropSpecks(parse(digit))).toEqual(parse(kept));
});

test('nothing stays nothing', () => {
  expect(dropSpecks(parse(['..']))).toEqual(parse(['..']));
});
