import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { Drawing, Point, Stroke } from './drawing.js';

/** Steps of the grid that points are rounded to, along a pad's side. */
const STEPS = 512;
/** Points nearer to each other than this many steps, 1 % of a pad's side, are left out: curves look the same without them. */
const SPACING = 5;
/** Strokes may leave the pad by half of its side. Points farther out are moved there. */
const [MIN, MAX] = [-STEPS / 2, (3 * STEPS) / 2];

/** Longer codes are not decoded. A scribble of thousands of strokes is shorter. */
const MAX_LENGTH = 100_000;

/**
 * Writes a drawing as a short text of letters, digits, `-` and `_`: a sample as its index, strokes as `s` and pixels as `g` with bytes in
 * base64url. Strokes are rounded so that nobody sees it, and an equal drawing is decoded from them whenever they are written again.
 *
 * @returns undefined for a picture, which is too large.
 */
export function encodeDrawing(drawing: Drawing): string | undefined {
  switch (drawing.type) {
    case 'sample':
      return String(drawing.index);
    case 'strokes':
      return `s${toBase64(drawing.strokes.flatMap(encodeStroke))}`;
    case 'grid':
      return `g${toBase64(encodeRuns(drawing.pixels))}`;
    case 'picture':
      return undefined;
  }
}

/**
 * Reads a drawing that {@link encodeDrawing} wrote.
 *
 * @param samples the number of samples.
 * @returns undefined for any other text.
 */
export function decodeDrawing(code: string, samples: number): Drawing | undefined {
  if (code.length > MAX_LENGTH) return undefined;
  if (/^\d+$/.test(code)) return Number(code) < samples ? { type: 'sample', index: Number(code) } : undefined;
  const bytes = fromBase64(code.slice(1));
  if (bytes === undefined) return undefined;
  if (code.startsWith('s')) {
    const strokes = decodeStrokes(bytes);
    return strokes && { type: 'strokes', strokes };
  }
  const pixels = code.startsWith('g') ? decodeRuns(bytes) : undefined;
  return pixels && { type: 'grid', pixels };
}

/** The number of points, then each point's steps from the one before. */
function encodeStroke(stroke: Stroke): number[] {
  const points = thin(stroke.map(({ x, y }) => ({ x: toSteps(x), y: toSteps(y) })));
  const steps = points.flatMap(({ x, y }, i) => [x - (points[i - 1]?.x ?? 0), y - (points[i - 1]?.y ?? 0)]);
  return [...encodeNumber(points.length), ...steps.flatMap((step) => encodeNumber(zigzag(step)))];
}

const toSteps = (fraction: number) => Math.min(MAX, Math.max(MIN, Math.round(fraction * STEPS)));

/** Keeps the first point, the last one, and those between them that are far enough from the one before. */
function thin(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  points.forEach((point, i) => {
    const before = kept.at(-1);
    const distance = before === undefined ? Infinity : Math.hypot(point.x - before.x, point.y - before.y);
    if (distance >= SPACING || (i === points.length - 1 && distance > 0)) kept.push(point);
  });
  return kept;
}

function decodeStrokes(bytes: Uint8Array): Stroke[] | undefined {
  const numbers = numberReader(bytes);
  const strokes: Stroke[] = [];
  while (!numbers.isAtEnd()) {
    const count = numbers.next();
    const stroke: Point[] = [];
    let [x, y] = [0, 0];
    // A count that is a lie ends with the bytes.
    for (let i = 0; i < count; i++) {
      x += unzigzag(numbers.next());
      y += unzigzag(numbers.next());
      if (!(x >= MIN && x <= MAX && y >= MIN && y <= MAX)) return undefined;
      stroke.push({ x: x / STEPS, y: y / STEPS });
    }
    if (stroke.length === 0) return undefined;
    strokes.push(stroke);
  }
  return strokes;
}

/** Each run of equal pixels as its value and its length. */
function encodeRuns(pixels: Uint8Array): number[] {
  const bytes: number[] = [];
  for (let start = 0; start < pixels.length;) {
    let end = start + 1;
    while (end < pixels.length && pixels[end] === pixels[start]) end++;
    bytes.push(pixels[start]!, ...encodeNumber(end - start));
    start = end;
  }
  return bytes;
}

function decodeRuns(bytes: Uint8Array): Uint8Array | undefined {
  const numbers = numberReader(bytes);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  let filled = 0;
  while (!numbers.isAtEnd()) {
    const value = numbers.nextByte();
    const length = numbers.next();
    if (!(length >= 1 && filled + length <= IMAGE_PIXELS)) return undefined;
    pixels.fill(value, filled, filled + length);
    filled += length;
  }
  return filled === IMAGE_PIXELS ? pixels : undefined;
}

/** Small numbers first, whatever their sign: 0, -1, 1, -2, 2 and so on. */
const zigzag = (integer: number) => (integer < 0 ? -2 * integer - 1 : 2 * integer);
const unzigzag = (number: number) => (number % 2 === 1 ? -(number + 1) / 2 : number / 2);

/** A number in as few bytes as it needs, seven bits in each; the highest bit says that another byte follows. */
function encodeNumber(number: number): number[] {
  return number < 128 ? [number] : [(number % 128) + 128, ...encodeNumber(Math.floor(number / 128))];
}

/** Reads numbers from bytes, one after the other; NaN past their end. */
function numberReader(bytes: Uint8Array) {
  let at = 0;
  const nextByte = () => bytes[at++] ?? NaN;
  function next(): number {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = nextByte();
      number += (byte % 128) * unit;
      // No number here needs more than three bytes.
      if (!(byte >= 128 && unit < 128 ** 2)) return number;
    }
  }
  return { isAtEnd: () => at >= bytes.length, nextByte, next };
}

const toBase64 = (bytes: readonly number[]) =>
  btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
