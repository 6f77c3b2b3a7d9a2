import { expect, test } from 'vitest';
import { isDark, paletteOf } from './palette.js';

test('shades go from the first colour over the middle one to the last', () => {
  const shades = paletteOf(['rgb(200, 0, 0)', 'rgb(100, 0, 0)', 'rgb(0, 0, 0)', 'rgb(0, 0, 100)', 'rgb(0, 0, 200)']);
  const at = (index: number) => [...new Uint8Array(shades.buffer, 4 * index, 4)];
  expect(shades).toHaveLength(511);
  expect([0, 255, 510].map(at)).toEqual([
    [200, 0, 0, 255],
    [0, 0, 0, 255],
    [0, 0, 200, 255],
  ]);
  expect(at(255 + 51)).toEqual([0, 0, 40, 255]);
});

test('text is light on dark shades', () => {
  const light = paletteOf(['rgb(90, 40, 0)', 'rgb(255, 255, 255)', 'rgb(0, 0, 120)']);
  expect([-2, -0.2, 0, 0.2, 2].map((value) => isDark(value, 2, light))).toEqual([true, false, false, false, true]);
  expect(isDark(0, 0, light)).toBe(false);
});
