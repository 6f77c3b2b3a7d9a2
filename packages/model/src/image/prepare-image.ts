import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { is } from '@mnist-adder/dataset/internal';
import { removeSpecks, sharpenEdges } from './clean-ink.js';
import { isSeveralDigits } from './divide-ink.js';
import type { NoInk } from './find-ink.js';
import { findWriting, type Writing } from './find-writing.js';
import { cropToInk, type GreyImage, resizeToSide } from './grey-image.js';
import { checkPicture, flattenOpacity, type Picture, toColourAxis, toGreyPicture } from './picture.js';
import { PictureError } from './picture-error.js';
import { normaliseStrokeWidth } from './stroke-width.js';

/** Side of the box, in pixels, that MNIST's digits fill. */
const BOX = 20;

/** Side of the box, in pixels, in which strokes are widened: four pixels for each pixel of the result. */
const FINE_BOX = 80;

/**
 * MNIST's centre of mass, in pixels from the middle of the first pixel. MNIST's digits were moved by whole pixels: in all
 * 60,000 training images their centre is from 13.48 to 14.50, across and down, and 14.0 on average.
 */
const CENTRE = IMAGE_SIDE / 2;

/**
 * Prepares a picture of one handwritten digit for a network that was trained on MNIST. It finds the ink, resizes it with
 * anti-aliasing to a box of 20 × 20, and places it into 28 × 28 with its centre of mass in the middle. The picture may have any
 * size and may be dark on light, light on dark, or drawn on a transparent background. What surrounds, crosses or shades the digit
 * is removed: frames, the table under a sheet, ruling, boxes of forms, shadows. Digit and paper may differ in colour only.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database, for the box and the centre.
 *
 * @param source name of the picture in errors
 * @returns [784], 0..255, row by row. Ink is light on black.
 * @throws `PictureError` when nothing stands out from the background, or nothing but noise, or when there are several digits.
 * @throws `ArgumentError` when `data` does not have 4 bytes for each of width × height pixels.
 */
export function prepareImage(picture: Picture, source = 'The picture'): Uint8Array {
  const strokes = cleanInk(inkOf(picture, source), source);
  if (isSeveralDigits(strokes)) throw new PictureError('several-digits', source);
  return fitToFrame(strokes);
}

/**
 * Finds how much ink of the writing in a picture there is at each pixel, 0..1. A large picture comes out smaller.
 *
 * @param source name of the picture in errors
 * @throws `PictureError` when nothing stands out from the background, or nothing but noise.
 * @throws `ArgumentError` when `data` does not have 4 bytes for each of width × height pixels.
 */
export function inkOf(picture: Picture, source: string): GreyImage {
  checkPicture(picture);
  is.string('source', source);
  const writing = findWritingByTone(picture);
  if (typeof writing === 'string') throw new PictureError(`${writing}-image`, source);
  return writing.ink;
}

/**
 * Makes soft edges steeper, and removes specks.
 *
 * @param source name of the picture in errors
 * @throws `PictureError` when the ink is only noise.
 */
export function cleanInk(ink: GreyImage, source: string): GreyImage {
  const strokes = removeSpecks(sharpenEdges(ink, BOX));
  if (strokes === undefined) throw new PictureError('noise-image', source);
  return strokes;
}

/** Places the strokes of one digit into a frame as MNIST's digits are: their width, their size and their centre. */
export function fitToFrame(strokes: GreyImage): Uint8Array {
  const digit = cropToInk(strokes);
  const fine = Math.max(digit.width, digit.height) > FINE_BOX ? resizeToSide(digit, FINE_BOX) : digit;
  const thick = cropToInk(normaliseStrokeWidth(stretchToFullInk(fine), BOX));
  return centreInFrame(stretchToFullInk(resizeToSide(thick, BOX)));
}

/** The minimum contrast of lightness with which colours are not looked at. */
const CLEAR_CONTRAST = 0.25;

/** Colours are used if their contrast is this many times the contrast of lightness. */
const MORE_COLOURFUL = 1.5;

/** Finds the writing by its lightness or, if it hardly differs from the paper's, by its colour. */
function findWritingByTone(picture: Picture): Writing | NoInk {
  const byLightness = findWriting(flattenOpacity(toGreyPicture(picture)));
  const isFound = typeof byLightness !== 'string';
  if (isFound && byLightness.isClear && byLightness.contrast >= CLEAR_CONTRAST) return byLightness;
  const byColour = findWriting(toColourAxis(picture));
  if (typeof byColour === 'string') return byLightness;
  if (!isFound) return byColour;
  const isBetter = !byLightness.isClear || byColour.contrast > MORE_COLOURFUL * byLightness.contrast;
  return byColour.isClear && isBetter ? byColour : byLightness;
}

/** Scales ink so that its maximum becomes 1. */
function stretchToFullInk({ width, height, values }: GreyImage): GreyImage {
  const maximum = values.reduce((largest, value) => Math.max(largest, value), 0);
  return { width, height, values: values.map((value) => value / maximum) };
}

/**
 * Places a digit into 28 × 28, moved by whole pixels, with its centre of mass as near to MNIST's as possible.
 *
 * @param digit at most 28 × 28, 0..1
 * @returns [784], 0..255, row by row.
 */
export function centreInFrame({ width, height, values }: GreyImage): Uint8Array {
  let [mass, x, y] = [0, 0, 0];
  values.forEach((value, i) => {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  const offset = (moment: number, length: number) =>
    Math.min(IMAGE_SIDE - length, Math.max(0, Math.round(CENTRE - moment / mass)));
  const [left, top] = [offset(x, width), offset(y, height)];
  const pixels = new Uint8Array(IMAGE_PIXELS);
  values.forEach((value, i) => {
    pixels[(top + Math.floor(i / width)) * IMAGE_SIDE + left + (i % width)] = Math.round(255 * value);
  });
  return pixels;
}
