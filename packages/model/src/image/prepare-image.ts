import { ArgumentError } from '@mnist-adder/dataset';
import { BlankImageError } from './blank-image-error.js';
import { cropToInk } from './crop-to-ink.js';
import { dropSpecks } from './drop-specks.js';
import { findInk } from './find-ink.js';
import type { GreyImage } from './grey-image.js';
import { layOnGround } from './lay-on-ground.js';
import type { Picture } from './picture.js';
import { placeInFrame } from './place-in-frame.js';
import { reducePicture } from './reduce-picture.js';
import { resizeToSide } from './resize.js';
import { sharpenEdges } from './sharpen-edges.js';
import { usualStrokes } from './stroke-width.js';

/** The side of the box that MNIST's digits fill. */
const BOX = 20;

/** The side of what strokes are widened in: four pixels for each that there will be. */
const FINE_BOX = 80;

/**
 * Brings a picture of one handwritten digit to what a network that was trained on MNIST has learnt to see: the ink is found, put
 * into a box of 20 × 20, anti-aliased, and laid into 28 × 28 with its centre of mass at the centre. It may be of any size, dark on light or
 * light on dark, or on a transparent ground.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database, for the box and the centre.
 *
 * @param source what the picture is called in errors.
 * @returns [784], 0..255, row by row: ink is light on black.
 * @throws `BlankImageError` where nothing stands out from the background.
 * @throws `ArgumentError` where there are not width × height pixels of four bytes.
 */
export function prepareImage(picture: Picture, source = 'The picture'): Uint8Array {
  checkPicture(picture);
  const ink = findInk(layOnGround(reducePicture(picture)));
  if (ink === undefined) throw new BlankImageError(source);
  const digit = cropToInk(dropSpecks(sharpenEdges(ink, BOX)));
  const fine = Math.max(digit.width, digit.height) > FINE_BOX ? resizeToSide(digit, FINE_BOX) : digit;
  return placeInFrame(fullInk(resizeToSide(cropToInk(usualStrokes(fullInk(fine), BOX)), BOX)));
}

function checkPicture({ width, height, data }: Picture): void {
  for (const [name, length] of Object.entries({ width, height })) {
    if (Number.isSafeInteger(length) && length >= 1) continue;
    throw new ArgumentError(`picture.${name}`, 'an integer of at least 1', length);
  }
  const expected = 4 * width * height;
  if (data.length !== expected) {
    throw new ArgumentError('picture.data.length', `${expected}, 4 bytes for each pixel`, data.length);
  }
}

/** Stretches ink such that the most there is becomes 1. */
function fullInk({ width, height, values }: GreyImage): GreyImage {
  const most = values.reduce((largest, value) => Math.max(largest, value), 0);
  return { width, height, values: values.map((value) => value / most) };
}
