import { computed } from '@preact/signals';
import { rgb } from '../drawing/rgb.js';
import { colours } from '../panels/canvas.js';
import type { FeatureMapData } from './layer-maps.js';

/** The number of shades on each side of zero. */
const SHADES = 255;

/** A colour as one number in the order of an image's bytes, for each value from −1 to 1: [2 · 255 + 1]. */
export type Palette = Uint32Array;

/**
 * Colours of values: amber below zero, blue above it, the more the farther from zero. Positive values alone get a sequential scale, signed
 * ones a diverging one, and a value keeps its colour when others become negative. Changes when the page turns dark or light.
 */
export const palette = computed(() => {
  const { 'map-minus': minus, 'map-minus-half': half, 'map-zero': zero, ...plus } = colours.value;
  return paletteOf([minus, half, zero, plus['map-plus-half'], plus['map-plus']]);
});

/** @param stops colours at −1, −½, 0, ½ and 1, in the form `rgb(1, 2, 3)`. */
export function paletteOf(stops: readonly string[]): Palette {
  const known = stops.map(rgb);
  const bytes = new Uint8ClampedArray(4 * (2 * SHADES + 1));
  for (let i = 0; i <= 2 * SHADES; i++) {
    const place = (i / (2 * SHADES)) * (known.length - 1);
    const before = Math.min(known.length - 2, Math.floor(place));
    const [a, b] = [known[before]!, known[before + 1]!];
    bytes.set([...a.map((from, channel) => from + (place - before) * (b[channel]! - from)), 255], 4 * i);
  }
  return new Uint32Array(bytes.buffer);
}

/**
 * Paints maps of one size into an image, a pixel for each value. What is no number stays transparent.
 *
 * @param columns how many maps stand side by side.
 * @param gap transparent pixels between two maps.
 */
export function mapsImage(maps: readonly FeatureMapData[], shades: Palette, columns = 1, gap = 0): ImageData {
  const { width = 1, height = 1 } = maps[0] ?? {};
  const rows = Math.max(1, Math.ceil(maps.length / columns));
  const image = new ImageData(columns * (width + gap) - gap, rows * (height + gap) - gap);
  const pixels = new Uint32Array(image.data.buffer);
  maps.forEach(({ values, scale }, map) => {
    const perUnit = scale === 0 ? 0 : SHADES / scale;
    const start = Math.floor(map / columns) * (height + gap) * image.width + (map % columns) * (width + gap);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const shade = SHADES + Math.round(clamp(values[y * width + x]! * perUnit));
        pixels[start + y * image.width + x] = shades[shade] ?? 0;
      }
    }
  });
  return image;
}

/** Whether light text is read better than dark text on a value's colour. */
export function isDark(value: number, scale: number, shades: Palette): boolean {
  const shade = shades[SHADES + Math.round(clamp(scale === 0 ? 0 : (value * SHADES) / scale))] ?? 0;
  const [red, green, blue] = [0, 8, 16].map((bits) => (((shade >> bits) & 255) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
  // The luminance that black and white contrast with equally.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18;
}

const clamp = (shade: number) => Math.max(-SHADES, Math.min(SHADES, shade));
