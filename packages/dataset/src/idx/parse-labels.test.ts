import { expect, test } from 'vitest';

import { idxBytes, int32Bytes } from '../../test/idx-bytes.js';
import { createDigitSet } from '../digits/digit-set.js';
import { parseLabels } from './parse-labels.js';

const INT32 = 0x0c;
const source = 'qmnist-test-labels-idx2-int';

/** Labels as QMNIST has them, with something else in the seven columns that are not the class. */
function qmnistLabels(labels: readonly number[]): Uint8Array {
  const rows = labels.flatMap((label) => [label, 4, 300, 123456, 7, -1, 0, 1]);
  return idxBytes([labels.length, 8], int32Bytes(rows), INT32);
}

test('reads a list of bytes', () => {
  expect(parseLabels(idxBytes([2], [3, 9]), { source })).toEqual({
    source,
    dimensions: [2],
    data: Uint8Array.of(3, 9),
  });
});

test("takes the class out of QMNIST's columns", () => {
  const labels = [7, 2, 1, 0, 4];
  expect(parseLabels(qmnistLabels(labels), { source })).toEqual({
    source,
    dimensions: [5],
    data: Uint8Array.from(labels),
  });
});

test.each([-1, 10, 256, 263])('does not let the class %i pass for a digit', (label) => {
  const images = { source: 'images', dimensions: [1, 28, 28], data: new Uint8Array(784) };
  const labels = parseLabels(qmnistLabels([label]), { source });
  expect(() => createDigitSet({ images, labels })).toThrow(
    expect.objectContaining({ code: 'label-range', facts: expect.objectContaining({ source }) as unknown }),
  );
});

test('refuses a table of another width, and half a table', () => {
  expect(() => parseLabels(idxBytes([1, 2], int32Bytes([1, 2]), INT32), { source })).toThrow(
    expect.objectContaining({
      code: 'idx-label-columns',
      facts: expect.objectContaining({ found: 'dimensions 1×2' }) as unknown,
    }),
  );
  expect(() => parseLabels(qmnistLabels([1, 2]).subarray(0, -1), { source })).toThrow(
    expect.objectContaining({ code: 'idx-truncated' }),
  );
});
