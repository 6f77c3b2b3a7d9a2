import { expect, test } from 'vitest';
import { compareReading, worstMistakes } from './reading.js';

test('what is read right is counted, and what was taken for what', () => {
  expect(compareReading([4, 4, 1, 9, 0, 4], [4, 6, 7, 9, 0, 6])).toEqual({
    accuracy: 0.5,
    mistakes: { '4>6': 2, '1>7': 1 },
  });
});

test('the most frequent mistakes come first', () => {
  expect(worstMistakes({ '1>7': 1, '4>6': 22, '9>3': 8 }, 2)).toBe('4 as 6 (22), 9 as 3 (8)');
});
