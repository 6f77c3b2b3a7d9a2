import { describe, expect, test } from 'vitest';
import { removeSpecks, sharpenEdges } from './clean-ink.js';

describe('sharpenEdges', () => {
  const ramp = (length: number) => ({
    width: length,
    height: 1,
    values: Float32Array.from({ length }, (_, x) => (x < length - 4 ? 1 : (length - x - 1) / 4)),
  });

  test('an image as coarse as its target stays as it is', () => {
    expect(sharpenEdges(ramp(20), 20)).toEqual(ramp(20));
  });

  test('the edges of a fine one get steeper about the middle', () => {
    expect([...sharpenEdges(ramp(80), 20).values.subarray(76)]).toEqual([1, 0.5, 0, 0]);
  });
});

describe('removeSpecks', () => {
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
    expect(removeSpecks(parse(digit))).toEqual(parse(kept));
  });

  test('nothing stays nothing', () => {
    expect(removeSpecks(parse(['..']))).toEqual(parse(['..']));
  });
});
