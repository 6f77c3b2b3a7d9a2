import { ArgumentError } from '@mnist-adder/dataset';
import { checkFields, is } from '@mnist-adder/dataset/internal';
import { type GreyImage, quantile } from './grey-image.js';

/** A picture in the form of a canvas's `ImageData`. */
export interface Picture {
  /** Pixels in a row. */
  readonly width: number;
  /** Pixels in a column. */
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row, [height × width × 4], 0..255. Alpha is not premultiplied. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/**
 * Checks that a picture has as many bytes as its width and height say.
 *
 * @throws `ArgumentError` when it has not.
 */
export function checkPicture(picture: Picture): void {
  checkFields('picture', picture, {
    width: is.integer(1),
    height: is.integer(1),
    data: is.list('an array of bytes, 4 for each pixel'),
  });
  const { width, height, data } = picture;
  const expected = 4 * width * height;
  if (data.length !== expected) {
    throw new ArgumentError('picture.data.length', `${expected}, 4 bytes for each pixel`, data.length);
  }
}

/** A picture without colours, reduced to a useful size. */
export interface GreyPicture {
  /** Lightness from black to white, 0..1; 0 where the picture is transparent. */
  readonly lightness: GreyImage;
  /** Opacity from transparent to opaque, 0..1. */
  readonly opacity: GreyImage;
}

/** The longest side of a reduced picture. A digit keeps its shape at this size, and more pixels only take time. */
const LONGEST_SIDE = 640;

/**
 * Converts a picture to lightness (ITU-R BT.601) and opacity. A large picture is reduced: each pixel becomes the mean of a
 * block of pixels. No later step looks at every pixel of a large picture.
 */
export function toGreyPicture(picture: Picture): GreyPicture {
  const block = Math.ceil(Math.max(picture.width, picture.height) / LONGEST_SIDE);
  const { width, height, light, alpha } = sumBlocks(picture, block);
  for (let y = 0, i = 0; y < height; y++) {
    const rows = Math.min(block, picture.height - y * block);
    for (let x = 0; x < width; x++, i++) {
      const pixels = rows * Math.min(block, picture.width - x * block);
      const opaque = alpha[i]!;
      light[i] = opaque === 0 ? 0 : light[i]! / (opaque * 255_000);
      alpha[i] = opaque / (pixels * 255);
    }
  }
  return { lightness: { width, height, values: light }, opacity: { width, height, values: alpha } };
}

/**
 * Converts a picture to the colour axis along which its pixels differ most, with the lightness left out: the principal axis of the
 * differences between red, green and blue. Ink as light as its paper stands out there.
 *
 * Source: K. Pearson (1901), On lines and planes of closest fit to systems of points in space.
 */
export function toColourAxis(picture: Picture): GreyImage {
  const block = Math.ceil(Math.max(picture.width, picture.height) / LONGEST_SIDE);
  const width = Math.ceil(picture.width / block);
  const height = Math.ceil(picture.height / block);
  // Two colour differences as in video, scaled so that both have the same length in red, green and blue.
  const [first, second] = [new Float32Array(width * height), new Float32Array(width * height)];
  const counts = new Float32Array(width * height);
  const { data } = picture;
  for (let y = 0, i = 0; y < picture.height; y++) {
    const row = Math.floor(y / block) * width;
    for (let x = 0; x < picture.width; x++, i += 4) {
      const at = row + Math.floor(x / block);
      first[at]! += (data[i]! - data[i + 1]!) / (Math.SQRT2 * 255);
      second[at]! += (data[i]! + data[i + 1]! - 2 * data[i + 2]!) / (Math.sqrt(6) * 255);
      counts[at]!++;
    }
  }
  let [a, b, aa, ab, bb] = [0, 0, 0, 0, 0];
  const n = first.length;
  for (let i = 0; i < n; i++) {
    const [u, v] = [(first[i]! /= counts[i]!), (second[i]! /= counts[i]!)];
    a += u / n;
    b += v / n;
    aa += (u * u) / n;
    ab += (u * v) / n;
    bb += (v * v) / n;
  }
  const angle = 0.5 * Math.atan2(2 * (ab - a * b), aa - a * a - (bb - b * b));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const values = first.map((u, i) => 0.5 + (cos * (u - a) + sin * (second[i]! - b)) / 2);
  return { width, height, values };
}

/** Adds up the opacity of each block of pixels, and its lightness in thousandths, weighted by opacity. */
function sumBlocks(picture: Picture, block: number) {
  const { data } = picture;
  const width = Math.ceil(picture.width / block);
  const height = Math.ceil(picture.height / block);
  const light = new Float32Array(width * height);
  const alpha = new Float32Array(width * height);
  for (let y = 0, i = 0; y < picture.height; y++) {
    const row = Math.floor(y / block) * width;
    for (let column = 0; column < width; column++) {
      let [lightOfRow, alphaOfRow] = [0, 0];
      const end = 4 * (y * picture.width + Math.min(picture.width, (column + 1) * block));
      for (; i < end; i += 4) {
        const opaque = data[i + 3]!;
        lightOfRow += opaque * (299 * data[i]! + 587 * data[i + 1]! + 114 * data[i + 2]!);
        alphaOfRow += opaque;
      }
      light[row + column]! += lightOfRow;
      alpha[row + column]! += alphaOfRow;
    }
  }
  return { width, height, light, alpha };
}

/** Two tones differ if their lightness differs by more than this. */
const TONE_STEP = 0.25;

/** The minimum part of a sheet that a digit on it covers. */
const DRAWN_PART = 0.002;

/** A sheet of paper, a badge or a sticker covers more than this part of the box around it. Strokes cover less. */
const SHEET_PART = 0.6;

/**
 * Makes a picture opaque. If only the drawing is opaque, its opacity is the ink, in any colour: the result is white ink on
 * black. If a sheet with a drawing on it is opaque, the transparent area gets the tone of the sheet.
 */
export function flattenOpacity({ lightness, opacity }: GreyPicture): GreyImage {
  if (!opacity.values.some((alpha) => alpha < 0.5)) return lightness;
  const tone = sheetTone(lightness.values, opacity);
  if (tone === undefined) return opacity;
  const { width, height, values } = lightness;
  return { width, height, values: values.map((light, i) => tone + (light - tone) * opacity.values[i]!) };
}

/** The tone of the sheet under a drawing. Undefined if the drawing itself is what is opaque. */
function sheetTone(lightness: Float32Array, { width, height, values }: GreyImage): number | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  const tones = lightness.filter((_, i) => {
    if (values[i]! < 0.5) return false;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
    return true;
  });
  if (tones.length < SHEET_PART * (right - left + 1) * (bottom - top + 1)) return undefined;
  const median = quantile(tones, 0.5);
  const drawn = tones.reduce((count, tone) => count + Number(Math.abs(tone - median) > TONE_STEP), 0);
  return drawn >= DRAWN_PART * tones.length && drawn > 0 ? median : undefined;
}
