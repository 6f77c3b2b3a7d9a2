import {
  augmentImages,
  IMAGE_PIXELS,
  IMAGE_SIDE,
  randomStream,
  type AugmentationSettings,
  type DigitSet,
} from '@mnist-adder/dataset';
import * as Plot from '@observablehq/plot';
import { drawFigure, GRID, INK, MUTED, panelsTop, WIDTH, type Panel } from './figure.js';

const DIGITS = 6;

/** In pixels: a whole number of them for each pixel of a digit. */
const [IMAGE, GAP] = [3 * IMAGE_SIDE, 12];
const HEADING_WIDTH = WIDTH - DIGITS * (IMAGE + GAP) + GAP - 2;

const elastic = { amplitude: 1.4, smoothness: 4 };

const ROWS: readonly { readonly name: string; readonly range: string; readonly settings: AugmentationSettings }[] = [
  { name: 'as they were', range: '', settings: {} },
  { name: 'shift', range: 'up to 4 pixels along each axis', settings: { shift: 4 } },
  { name: 'rotation', range: 'up to 30 degrees', settings: { rotation: 30 } },
  { name: 'scale', range: 'factors from 0.7 to 1.3', settings: { scale: [0.7, 1.3] } },
  { name: 'shear', range: 'up to 30 degrees', settings: { shear: 30 } },
  { name: 'elastic', range: 'amplitude 1.4, smoothness 4 pixels', settings: { elastic } },
  { name: 'strokes', range: 'a pixel thinner or wider at each edge', settings: { strokes: [-1, 1] } },
  { name: 'blur', range: 'up to 1.5 pixels', settings: { blur: 1.5 } },
  { name: 'gamma', range: 'up to 3', settings: { gamma: 3 } },
  { name: 'contrast', range: 'up to 0.8 is lost', settings: { contrast: 0.8 } },
  { name: 'noise', range: 'up to 80 grey values', settings: { noise: 80 } },
  { name: 'erase', range: 'up to 14 pixels along each axis', settings: { erase: 14 } },
  {
    name: 'all at once',
    range: 'moved half as far, probability 0.5',
    settings: {
      shift: 2,
      rotation: 15,
      scale: [0.85, 1.15],
      shear: 15,
      elastic,
      strokes: [-1, 1],
      blur: 1.5,
      gamma: 3,
      contrast: 0.8,
      noise: 80,
      erase: 14,
      probability: 0.5,
    },
  },
];

/** Draws the first digits of a set under each kind of augmentation. */
export function augmentationFigure({ images }: DigitSet): string {
  const digits = images.subarray(0, DIGITS * IMAGE_PIXELS);
  const top = panelsTop(1);
  const panels = ROWS.flatMap(({ name, range, settings }, row): Panel[] => {
    const y = top + 4 + row * (IMAGE + GAP);
    const augmented = augmentImages(digits, settings, randomStream(1, 'augmentation', 0, row));
    const heading = { x: 0, y, plot: headingPlot(name, range) };
    return [
      heading,
      ...Array.from({ length: DIGITS }, (_, nth): Panel => {
        const image = augmented.subarray(nth * IMAGE_PIXELS, (nth + 1) * IMAGE_PIXELS);
        return { x: HEADING_WIDTH + nth * (IMAGE + GAP) + 1, y, plot: imagePlot(image) };
      }),
    ];
  });
  return drawFigure({
    title: 'One digit is many: six training images under each kind of augmentation',
    notes: [[{ text: 'Each image is changed by its own random numbers, uniform up to the range beside the row.' }]],
    height: top + 8 + ROWS.length * (IMAGE + GAP),
    panels,
  });
}

function headingPlot(name: string, range: string): Plot.PlotOptions {
  return {
    width: HEADING_WIDTH,
    height: IMAGE,
    margin: 0,
    axis: null,
    marks: [
      Plot.text([name], { frameAnchor: 'left', dy: range ? -9 : 0, fontSize: 14, fontWeight: 600, fill: INK }),
      Plot.text([range], { frameAnchor: 'left', dy: 10, fill: MUTED }),
    ],
  };
}

function imagePlot(image: Uint8Array): Plot.PlotOptions {
  return {
    width: IMAGE,
    height: IMAGE,
    margin: 0,
    x: { domain: [0, IMAGE_SIDE], axis: null },
    y: { domain: [IMAGE_SIDE, 0], axis: null },
    marks: [
      Plot.geo(inkShapes(image), {
        fill: INK,
        shapeRendering: 'crispEdges',
        fillOpacity: ({ properties }: { properties: { ink: number } }) => properties.ink,
      }),
      Plot.frame({ stroke: GRID }),
    ],
    opacity: { type: 'identity' },
  };
}

/** Number of shades of ink in a figure. */
const SHADES = 8;

/** The pixels of one shade as GeoJSON, in pixels of the image. */
interface InkShape {
  readonly type: 'Feature';
  /** `ink` is above 0 and at most 1. */
  readonly properties: { readonly ink: number };
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] };
}

/**
 * Turns an image into one shape for each shade of ink. Neighbours in a row that have the same shade are one rectangle, which takes
 * a tenth of the bytes of one rectangle for each pixel.
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
