import { IMAGE_SIDE } from '@mnist-adder/dataset';

/** How many shades of ink are told apart. */
const SHADES = 8;

/** The pixels of one shade as GeoJSON, in pixels of the image. */
export interface InkShape {
  readonly type: 'Feature';
  /** From above 0 to 1. */
  readonly properties: { readonly ink: number };
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] };
}

/**
 * An image as one shape for each shade of ink, which takes a tenth of the room of a rectangle for each pixel: neighbours in a row
 * that have one shade are one rectangle.
 */
export function inkShapes(image: Uint8Array): InkShape[] {
  const shadeOf = (pixel: number) => Math.round((SHADES * image[pixel]!) / 255);
  const shapes = Array.from({ length: SHADES }, (_, shade): number[][][][] => {
    const rectangles: number[][][][] = [];
    for (let row = 0; row < IMAGE_SIDE; row++) {
      for (let column = 0; column < IMAGE_SIDE; column++) {
        const start = column;
        while (column < IMAGE_SIDE && shadeOf(row * IMAGE_SIDE + column) === shade + 1) column++;
        if (column > start) rectangles.push([rectangle(start, column, row)]);
      }
    }
    return rectangles;
  });
  return shapes.flatMap((coordinates, shade): InkShape[] =>
    coordinates.length === 0
      ? []
      : [
          {
            type: 'Feature',
            properties: { ink: (shade + 1) / SHADES },
            geometry: { type: 'MultiPolygon', coordinates },
          },
        ],
  );
}

const rectangle = (left: number, right: number, row: number) => [
  [left, row],
  [right, row],
  [right, row + 1],
  [left, row + 1],
  [left, row],
];
