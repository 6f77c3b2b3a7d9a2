import { boxWithMargin, cropTo, divideInk, type Part } from './divide-ink.js';
import type { Box, GreyImage } from './grey-image.js';
import type { Picture } from './picture.js';
import { cleanInk, fitToFrame, inkOf } from './prepare-image.js';

/** A digit of a number in a picture. */
export interface PreparedDigit {
  /** The digit as a network reads it, [784], 0..255, row by row. Ink is light on black. */
  readonly pixels: Uint8Array;
  /** The smallest box around the digit's strokes, in parts of the picture's width and height, 0..1. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/**
 * Finds the digits of a handwritten number in a picture, and prepares each of them as `prepareImage` prepares the picture of one digit.
 * The digits stand side by side in one line. Digits that touch are cut apart, and the pieces of a broken digit stay together, as
 * far as that can be told from their shapes. A picture of one digit gives the same bytes as `prepareImage`.
 *
 * @param source name of the picture in errors
 * @returns the digits from left to right, at least one.
 * @throws `PictureError` when nothing stands out from the background, or nothing but noise.
 * @throws `ArgumentError` when `data` does not have 4 bytes for each of width × height pixels.
 */
export function prepareNumber(picture: Picture, source = 'The picture'): PreparedDigit[] {
  const ink = inkOf(picture, source);
  const strokes = cleanInk(ink, source);
  const frame = boxWithMargin(strokes);
  const parts = divideInk(cropTo(strokes, frame));
  const inPicture = ({ left, top, width, height }: Box): PreparedDigit['box'] => ({
    left: (frame.left + left) / ink.width,
    top: (frame.top + top) / ink.height,
    width: width / ink.width,
    height: height / ink.height,
  });
  if (parts.length === 1) return [{ pixels: fitToFrame(strokes), box: inPicture(parts[0]!.box) }];
  const framed = cropTo(ink, frame);
  return parts.map((part) => ({
    // Edges become steeper once more: how steep depends on the size of the digit, not of the number.
    pixels: fitToFrame(cleanInk(inkOfPart(framed, part), source)),
    box: inPicture(part.box),
  }));
}

/** The ink of one part, with nothing around it. */
function inkOfPart(image: GreyImage, { from, to }: Part): GreyImage {
  const [left, right] = [Math.min(...from), Math.max(...to)];
  const width = right - left;
  const values = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    values.set(image.values.subarray(row + from[y]!, row + to[y]!), y * width + from[y]! - left);
  }
  return { width, height: image.height, values };
}
