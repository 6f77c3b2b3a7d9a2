import { cheapestCuts, type Cut } from './cheapest-cuts.js';
import { type Box, boxOfInk, type GreyImage, joinBoxes } from './grey-image.js';

/** Ink between two cuts. */
export interface Part {
  /** The first column of the part in each row, [height]. */
  readonly from: Int32Array;
  /** The first column after the part in each row, [height]. */
  readonly to: Int32Array;
  /** The smallest box around its strokes. */
  readonly box: Box;
}

/** Pixels with more ink than this, the middle of a soft edge, belong to a stroke. */
const STROKE = 0.5;

/** Cuts that cross more ink than this are not tried. It is about two and a half strokes. This and all lengths below are parts of the height. */
const MAXIMUM_CUT = 0.35;

/** Nothing lower than this is a digit by itself. */
const MINIMUM_HEIGHT = 0.4;

/** What is added to the price of a digit for the square of its width beyond the usual one. */
const USUAL_WIDTH = 1.1;
const WIDTH_PRICE = 10;

/** The price of the ink that a cut crosses. A cut without ink costs a little as well, so that there are no more than needed. */
const INK_PRICE = 1.5;
const CUT_PRICE = 0.01;

/** The price of a gap inside a digit. A narrower gap than this is a broken stroke. */
const BROKEN_STROKE = 0.05;
const GAP_PRICE = 30;

/** An image cropped to a box, which may reach beyond its edges. There is no ink outside of the image. */
export function cropTo(image: GreyImage, { left, top, width, height }: Box): GreyImage {
  const values = new Float32Array(width * height);
  const [first, last] = [Math.max(0, -left), Math.min(width, image.width - left)];
  for (let y = Math.max(0, -top); y < Math.min(height, image.height - top); y++) {
    const row = (y + top) * image.width + left;
    values.set(image.values.subarray(row + first, row + last), y * width + first);
  }
  return { width, height, values };
}

/** The box around strokes, with empty columns and rows at all sides. Cuts go round the outermost digits there. */
export function boxWithMargin(strokes: GreyImage): Box {
  const { left, top, width, height } = boxOfInk(strokes);
  const margin = 2 + (height >> 2);
  return { left: left - margin, top: top - margin, width: width + 2 * margin, height: height + 2 * margin };
}

/**
 * Divides the strokes of a number into digits. There are more possible cuts than digits: some go between digits, some through strokes.
 * Dynamic programming finds the division with the lowest price, in which few digits are wide, cuts cross little ink, and no digit
 * has a wide gap.
 *
 * Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998), Gradient-based learning applied to document recognition, for the choice
 * among more cuts than are needed. The prices gave the best accuracy on numbers that were made of validation images.
 *
 * @param strokes ink, 0..1, with empty columns at both sides
 * @returns the digits from left to right, at least one.
 */
export function divideInk(strokes: GreyImage): Part[] {
  const { height } = boxOfInk(strokes);
  const cuts = cheapestCuts(strokes, MAXIMUM_CUT * height);
  const boxes = cuts.slice(1).map((cut, i) => strokesBetween(strokes, cuts[i]!, cut).box);
  const gaps = cuts.map((cut) => gapAt(strokes, cut) / height);
  /** The cheapest divisions of the ink on the left of each cut. */
  const best: ({ readonly price: number; readonly parts: readonly Part[] } | undefined)[] = [{ price: 0, parts: [] }];
  for (let end = 1; end < cuts.length; end++) {
    const cutPrice = CUT_PRICE + (INK_PRICE * cuts[end]!.ink) / height;
    let box: Box | undefined;
    let gapPrice = 0;
    for (let start = end - 1; start >= 0; start--) {
      const next = boxes[start];
      box = next && box ? joinBoxes(next, box) : (next ?? box);
      const before = best[start];
      const isDigit = box !== undefined && box.height >= MINIMUM_HEIGHT * height;
      if (before !== undefined && (isDigit || box === undefined)) {
        const widthPrice = WIDTH_PRICE * Math.max(0, (box?.width ?? 0) / height - USUAL_WIDTH) ** 2;
        const price = before.price + widthPrice + gapPrice + cutPrice;
        const parts = box === undefined ? [] : [{ from: cuts[start]!.columns, to: cuts[end]!.columns, box }];
        if (price < (best[end]?.price ?? Infinity)) best[end] = { price, parts: [...before.parts, ...parts] };
      }
      gapPrice += GAP_PRICE * Math.max(0, gaps[start]! - BROKEN_STROKE);
    }
  }
  return [...best.at(-1)!.parts];
}

/** A gap that is wider than this stands between two digits. */
const CLEAR_GAP = 0.1;

/** The width from which a gap between two parts is clear if it is wider than a broken stroke. MNIST's digits with a gap are narrower. */
const TWO_DIGITS = 1.4;

/** The width that no digit has. The widest of MNIST's first 10,000 training images is not twice as wide as high. */
const NO_DIGIT = 2.2;

/** Each of two parts beside a gap is at least as high as this, and has this part of the strokes. What is less may be dust. */
const SIDE_HEIGHT = 0.6;
const SIDE_INK = 0.12;

/**
 * Whether strokes are those of several digits beyond doubt: they are wider than any digit, or there is a gap between two parts that are both
 * like digits. Digits that touch look like one if they are narrow.
 */
export function isSeveralDigits(image: GreyImage): boolean {
  const strokes = cropTo(image, boxWithMargin(image));
  const { width, height } = boxOfInk(strokes);
  if (width > NO_DIGIT * height) return divideInk(strokes).length > 1;
  const cuts = cheapestCuts(strokes, 1);
  const [left, right] = [cuts[0]!, cuts.at(-1)!];
  const minimum = (width > TWO_DIGITS * height ? BROKEN_STROKE : CLEAR_GAP) * height;
  return cuts.some((cut) => {
    if (gapAt(strokes, cut) <= minimum) return false;
    const sides = [strokesBetween(strokes, left, cut), strokesBetween(strokes, cut, right)];
    const pixels = sides.reduce((sum, side) => sum + side.pixels, 0);
    return sides.every((side) => (side.box?.height ?? 0) >= SIDE_HEIGHT * height && side.pixels >= SIDE_INK * pixels);
  });
}

/** The number of pixels of strokes between two cuts, and the smallest box around them, if there are any. */
function strokesBetween({ width, height, values }: GreyImage, from: Cut, to: Cut) {
  let [left, right, top, bottom, pixels] = [width, -1, height, -1, 0];
  for (let y = 0; y < height; y++) {
    for (let x = from.columns[y]!; x < to.columns[y]!; x++) {
      if (values[y * width + x]! <= STROKE) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
      pixels++;
    }
  }
  const box: Box | undefined =
    pixels === 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
  return { box, pixels };
}

/**
 * The width of the gap that a cut goes through, in pixels: the shortest distance across it between strokes, in rows that are near each other.
 * It is 0 if a stroke crosses the cut, or nothing stands on one of its sides.
 */
function gapAt({ width, height, values }: GreyImage, { columns }: Cut): number {
  /** The distance from the cut to the nearest stroke in each row. */
  const distances = (step: 1 | -1) =>
    Float32Array.from(columns, (column, y) => {
      let x = step === 1 ? column : column - 1;
      while (x >= 0 && x < width && values[y * width + x]! <= STROKE) x += step;
      return x < 0 || x >= width ? Infinity : step * (x - column) - (step === 1 ? 0 : 1);
    });
  const [left, right] = [distances(-1), distances(1)];
  const reach = Math.round(BROKEN_STROKE * height);
  let gap = Infinity;
  for (let y = 0; y < height; y++) {
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      gap = Math.min(gap, left[y]! + right[row]! + columns[row]! - columns[y]!);
    }
  }
  return gap === Infinity ? 0 : Math.max(0, gap);
}
