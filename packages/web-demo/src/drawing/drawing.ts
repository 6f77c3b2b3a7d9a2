import type { Picture } from '@mnist-adder/model';

/** A point of a stroke, each coordinate from 0 to 1 across the pad. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Stroke = readonly Point[];

/** What is on the pad. */
export type Drawing =
  | { readonly type: 'strokes'; readonly strokes: readonly Stroke[] }
  /** A test image of MNIST, by its index. */
  | { readonly type: 'sample'; readonly index: number }
  /** A picture that was pasted, dropped or opened. */
  | { readonly type: 'picture'; readonly picture: Picture }
  /** Pixels that were set one by one, [784], 0..255. */
  | { readonly type: 'grid'; readonly pixels: Uint8Array };

export const EMPTY: Drawing = { type: 'strokes', strokes: [] };

export const isEmpty = (drawing: Drawing): boolean =>
  (drawing.type === 'strokes' && drawing.strokes.length === 0) ||
  (drawing.type === 'grid' && drawing.pixels.every((pixel) => pixel === 0));

/** With one more stroke, where there are strokes; else it begins anew. */
export const withStroke = (drawing: Drawing, stroke: Stroke): Drawing => ({
  type: 'strokes',
  strokes: drawing.type === 'strokes' ? [...drawing.strokes, stroke] : [stroke],
});
