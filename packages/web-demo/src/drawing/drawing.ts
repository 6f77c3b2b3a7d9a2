import type { Picture } from '@mnist-adder/model';

/** A point of a stroke. Each coordinate is a fraction of the pad's height, 0..1 on a square pad. Strokes may leave the pad. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points that the pen passed, in order. */
export type Stroke = readonly Point[];

/** What is on a pad. */
export type Drawing =
  | {
      readonly type: 'strokes';
      readonly strokes: readonly Stroke[];
      /** Whether this is the example that the page opens with. The user's first stroke replaces it. */
      readonly isExample?: true;
    }
  /** A sample, by its index: one of MNIST's test images. */
  | { readonly type: 'sample'; readonly index: number }
  /** A picture that was pasted, dropped or opened. */
  | { readonly type: 'picture'; readonly picture: Picture }
  /** Pixels that were set one by one, [784], 0..255. */
  | { readonly type: 'grid'; readonly pixels: Uint8Array };

/** The drawing without anything in it. */
export const EMPTY: Drawing = { type: 'strokes', strokes: [] };

/** Whether a drawing shows nothing. */
export const isEmpty = (drawing: Drawing): boolean =>
  (drawing.type === 'strokes' && drawing.strokes.length === 0) ||
  (drawing.type === 'grid' && drawing.pixels.every((pixel) => pixel === 0));

/** Whether a drawing is the example, or a part of it that has drawn itself. */
export const isExample = (drawing: Drawing): boolean => drawing.type === 'strokes' && drawing.isExample === true;

/** Adds a stroke to the user's strokes. The first stroke replaces any other drawing. */
export const withStroke = (drawing: Drawing, stroke: Stroke): Drawing => ({
  type: 'strokes',
  strokes: drawing.type === 'strokes' && !isExample(drawing) ? [...drawing.strokes, stroke] : [stroke],
});

/** Adds points to the last stroke of a drawing; a drawing without strokes stays as it is. */
export function withPoints(drawing: Drawing, points: readonly Point[]): Drawing {
  const last = drawing.type === 'strokes' ? drawing.strokes.at(-1) : undefined;
  if (drawing.type !== 'strokes' || last === undefined) return drawing;
  return { type: 'strokes', strokes: [...drawing.strokes.slice(0, -1), [...last, ...points]] };
}
