import { describe, expect, test } from 'vitest';
import { otsuThreshold, twoToneBackground } from './two-tones.js';

describe('otsuThreshold', () => {
  test('the threshold lies between two groups, of any size', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 970 ? 0.2 : 0.8) + (i % 10) / 100);
    const threshold = otsuThreshold(values);
    expect(threshold).toBeGreaterThanOrEqual(0.28);
    expect(threshold).toBeLessThanOrEqual(0.8);
  });

  test('values that are not above the minimum do not count', () => {
    const values = Float32Array.from([0, 0, 0, 0.5, 0.5, 0.9, 0.9]);
    expect(otsuThreshold(values, 0.1)).toBeGreaterThan(0.5);
    expect(otsuThreshold(values, 0.95)).toBe(0.95);
  });
});

describe('twoToneBackground', () => {
  const grey = (at: (x: number, y: number) => number) => ({
    width: 20,
    height: 40,
    values: Float32Array.from({ length: 800 }, (_, i) => at(i % 20, Math.floor(i / 20))),
  });

  test('the background is the tone that has more of the edge, though strokes fill the middle', () => {
    const middle = (x: number, y: number) => x > 1 && x < 18 && y > 1 && y < 38;
    expect(twoToneBackground(grey((x, y) => (middle(x, y) ? 0.1 : 0.9)))!.surface[0]).toBeCloseTo(0.9, 5);
    expect(twoToneBackground(grey((x, y) => (middle(x, y) ? 0.9 : 0.1)))!.surface[0]).toBeCloseTo(0.1, 5);
  });

  test.each([
    ['one tone', grey(() => 0.5)],
    ['tones that are close', grey((x) => (x < 10 ? 0.5 : 0.6))],
    ['a gradient', grey((x) => x / 20)],
  ])('%s is not two', (_, image) => {
    expect(twoToneBackground(image)).toBeUndefined();
  });
});
