import { findInk, type FoundInk, type NoInk } from './find-ink.js';
import { type Box, type GreyImage, joinBoxes, resizeToSide } from './grey-image.js';
import { findLocalInk } from './local-ink.js';
import { findPieces, largestPiece, sideOf, touchesEdge } from './pieces.js';
import { rectangularity } from './rectangle.js';
import { INK, removeSurroundings } from './surroundings.js';

/** The part of its box that a piece of writing covers at most. A sheet covers more of its box. */
const SOLID = 0.4;

/** The minimum part of the smallest rectangle around it that a sheet covers. */
const RECTANGULAR = 0.88;

/** The minimum side of a sheet, as a part of the image's shorter side. */
const SHEET = 0.3;

/** The minimum side of writing on a sheet, as a part of the sheet's. The hole of a thick ring is smaller. */
const ON_SHEET = 0.15;

/** Widths up to which ink is searched locally, as parts of the shorter side. */
const STROKE_WIDTHS = [0.25, 0.1];

/** Ink is clearly a minority if it covers less than this part of the square around it. */
const MINORITY = 0.35;

/** The longer side of the image that is searched for ink by its local contrast. */
const LOCAL_SIDE = 320;

/** In smaller images lines and strokes are as narrow as noise. All that differs from the background is ink there. */
const SMALLEST = 64;

/** What is written in a picture. */
export interface Writing {
  readonly ink: GreyImage;
  /** Contrast of full ink in the picture; 1 is black on white. */
  readonly contrast: number;
  /** Whether strokes were found that stand by themselves: neither cut by the edge nor solid as a sheet. */
  readonly isClear: boolean;
}

/**
 * Finds the ink of all that is written in a picture, without what surrounds, crosses or shades it.
 *
 * If the paper has one tone, or tones that change gently, ink is what differs from it. If what differs is not clearly writing, ink is
 * searched by its local contrast, for wide strokes and for narrow ones, darker and lighter. Strokes cover the minor part of the square around them; with the
 * other tone, the paper would be the ink.
 *
 * @param image lightness, or another axis of colour
 */
export function findWriting(image: GreyImage): Writing | NoInk {
  const ink = findInk(image);
  if (sideOf(image) < SMALLEST)
    return typeof ink === 'string' ? ink : { ink: ink.ink, contrast: ink.full, isClear: true };
  const plain = typeof ink === 'string' ? undefined : clean(ink);
  if (plain?.isClear === true) return plain;
  const minimum = plain === undefined || plain.isAtEdge ? 0 : ON_SHEET * sideOf(plain.box);
  const local = sideOf(image) > LOCAL_SIDE ? resizeToSide(image, LOCAL_SIDE) : image;
  const scale = sideOf(local) / sideOf(image);
  let candidates: Cleaned[] = [];
  for (const width of STROKE_WIDTHS) {
    const found = findLocalInk(local, width).map(clean);
    if (plain?.isAtEdge === true && found.some(({ box }) => isSame(box, plain.box, scale))) return plain;
    candidates = [...candidates, ...found.filter(({ box, isAtEdge }) => !isAtEdge && sideOf(box) > scale * minimum)];
    if (candidates.length === 0) continue;
    const square = squareAround(candidates.map(({ box }) => box));
    const shares = candidates.map((candidate) => shareOfTone(local, candidate, square));
    const least = Math.min(...shares);
    if (least < MINORITY || width === STROKE_WIDTHS.at(-1)) {
      const best = candidates[shares.indexOf(least)];
      if (best !== undefined) return { ...best, isClear: true };
    }
  }
  return plain ?? (ink as NoInk);
}

interface Cleaned extends Writing {
  /** The smallest box around the largest piece. */
  readonly box: Box;
  readonly isAtEdge: boolean;
  /** Whether the largest piece is filled as a sheet of paper is. */
  readonly isSolid: boolean;
}

function clean({ ink, full }: FoundInk): Cleaned {
  const cleaned = removeSurroundings(ink);
  const found = findPieces(cleaned, INK);
  const piece = largestPiece(found.pieces);
  const { box, pixels } = piece;
  const isAtEdge = pixels === 0 || touchesEdge(box, cleaned);
  const isLarge = sideOf(box) >= SHEET * Math.min(cleaned.width, cleaned.height);
  const isFilled = isLarge && pixels > SOLID * box.width * box.height;
  const isSolid = isFilled && (isAtEdge || rectangularity(found, piece, cleaned.width) >= RECTANGULAR);
  return { ink: cleaned, contrast: full, box, isAtEdge, isSolid, isClear: !isAtEdge && !isSolid };
}

/** Whether the box in a resized image is the same as one in the image, but for about a pixel at each side. */
function isSame(local: Box, box: Box, scale: number): boolean {
  const isNear = (a: number, b: number) => Math.abs(a - scale * b) <= 1 + scale / 2;
  return (
    isNear(local.left, box.left) &&
    isNear(local.top, box.top) &&
    isNear(local.left + local.width, box.left + box.width) &&
    isNear(local.top + local.height, box.top + box.height)
  );
}

/** The square around some boxes, of which there is at least one. */
function squareAround(boxes: readonly Box[]): Box {
  const { left, top, width, height } = boxes.reduce(joinBoxes);
  const side = Math.max(width, height);
  return {
    left: Math.floor(left + (width - side) / 2),
    top: Math.floor(top + (height - side) / 2),
    width: side,
    height: side,
  };
}

/** The part of a square that has the tone of some ink. */
function shareOfTone(image: GreyImage, { ink, contrast }: Writing, { left, top, width, height }: Box): number {
  let [tone, count] = [0, 0];
  ink.values.forEach((value, i) => {
    if (value <= 0.5) return;
    tone += image.values[i]!;
    count++;
  });
  tone /= count;
  const [right, bottom] = [Math.min(image.width, left + width), Math.min(image.height, top + height)];
  let [alike, all] = [0, 0];
  for (let y = Math.max(0, top); y < bottom; y++) {
    for (let x = Math.max(0, left); x < right; x++, all++) {
      if (Math.abs(image.values[y * image.width + x]! - tone) < contrast / 2) alike++;
    }
  }
  return alike / all;
}
