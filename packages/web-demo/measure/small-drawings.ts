import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IMAGE_PIXELS, randomStream } from '@mnist-adder/dataset';
import { predictPairs, prepareImage } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';

type Points = readonly (readonly [number, number])[];

/**
 * Digits as hands draw them, three of each: strokes with `|` between them, and their points, across and down what the digit fills in
 * hundredths.
 */
const DIGITS: readonly (readonly string[])[] = [
  [
    '50 0, 66 7, 78 25, 82 50, 78 75, 66 93, 50 100, 34 93, 22 75, 18 49, 23 24, 34 6, 51 0',
    '50 0, 71 7, 86 25, 92 50, 86 75, 71 93, 50 100, 29 93, 13 75, 8 49, 14 24, 30 6, 51 0',
    '52 0, 64 5, 73 20, 78 42, 77 65, 71 85, 61 97, 49 100, 37 91, 29 75, 26 52, 28 30, 36 11',
  ],
  ['50 0, 50 100', '30 25, 55 0, 52 100', '35 20, 55 0, 55 100 | 30 100, 80 100'],
  [
    '10 25, 20 6, 50 0, 78 10, 80 30, 60 55, 30 80, 10 100, 50 97, 90 100',
    '15 20, 40 0, 75 12, 72 40, 40 75, 12 95, 20 80, 45 85, 65 100, 95 90',
    '10 15, 50 0, 85 20, 60 60, 10 100, 90 100',
  ],
  [
    '10 10, 50 0, 85 20, 45 45, 90 70, 50 100, 10 85',
    '10 0, 85 0, 40 40, 80 50, 90 75, 60 100, 10 90',
    '15 15, 40 0, 75 8, 75 33, 40 46 | 40 46, 85 55, 85 85, 50 100, 10 90',
  ],
  [
    '20 0, 10 55, 90 55 | 75 5, 70 100',
    '60 0, 5 65, 95 65 | 65 30, 65 100',
    '15 5, 12 40, 30 52, 75 45, 80 5, 75 50, 70 100',
  ],
  [
    '85 0, 25 2, 18 42, 55 36, 88 60, 75 92, 40 100, 10 88',
    '25 5, 20 42, 60 40, 85 65, 70 95, 10 95 | 25 3, 85 0',
    '80 3, 30 0, 28 40, 70 50, 75 80, 50 100, 15 95',
  ],
  [
    '65 0, 30 30, 15 65, 30 97, 65 98, 85 75, 65 52, 30 58, 17 72',
    '75 2, 40 15, 18 50, 20 85, 50 100, 80 85, 75 60, 45 52, 20 70',
    '40 0, 25 40, 25 85, 50 100, 75 85, 70 65, 45 60, 27 75',
  ],
  ['0 0, 100 0, 40 100', '5 12, 10 0, 90 0, 55 50, 40 100', '10 2, 90 0, 45 100 | 35 50, 85 48'],
  [
    '80 15, 50 0, 20 15, 35 42, 70 60, 82 82, 50 100, 20 82, 35 58, 70 40, 82 15',
    '50 0, 63 3, 72 12, 75 24, 72 36, 62 45, 50 48, 37 45, 28 36, 25 24, 29 12, 38 3, 50 0 | 50 48, 66 52, 78 61, 82 74, 78 87, 66 97, 50 100, 34 96, 22 87, 18 74, 23 61, 34 51, 51 48',
    '55 45, 28 30, 32 8, 55 0, 75 12, 70 32, 40 55, 22 75, 35 97, 65 98, 80 78, 55 48',
  ],
  [
    '80 20, 55 0, 25 12, 20 38, 45 50, 75 36, 80 15, 78 60, 70 100',
    '50 0, 64 3, 73 13, 77 25, 73 38, 63 47, 50 50, 36 47, 26 37, 23 25, 27 12, 37 3, 50 0 | 77 20, 75 60, 60 100',
    '75 10, 45 2, 22 25, 40 48, 70 35, 76 8, 76 70, 60 97, 25 95',
  ],
];

const pointsOf = (stroke: string): Points =>
  stroke.split(', ').map((point): [number, number] => {
    const [x, y] = point.split(' ').map((hundredths) => Number(hundredths) / 100);
    return [x!, y!];
  });

/** Parts of the pad's side that a drawing's longer side takes. */
const SIZES = [0.15, 0.2, 0.25, 0.3, 0.4, 0.6, 0.8, 1];
/** Slants and widths of each drawing. */
const VARIANTS = 4;
const PEN = 0.085;
/** The side of the picture that strokes are drawn into. */
const SIDE = 112;

/** The width of the pen for a drawing of a size, or a change of the picture. */
const WAYS: Readonly<Record<string, { readonly pen: (size: number) => number; readonly erode?: boolean }>> = {
  'the pad’s pen': { pen: () => PEN },
  'a pen that shrinks below 0.4': { pen: (size) => PEN * Math.min(1, size / 0.4) },
  'a pen that shrinks below 0.5': { pen: (size) => PEN * Math.min(1, size / 0.5) },
  'a pen that shrinks below 0.6': { pen: (size) => PEN * Math.min(1, size / 0.6) },
  'a pen that shrinks below 0.7': { pen: (size) => PEN * Math.min(1, size / 0.7) },
  'strokes thinned before the preparation': { pen: () => PEN, erode: true },
};

/** Measures what small drawings are read as, with pens of a fixed width and pens that follow the drawing's size. */
export async function run(): Promise<void> {
  const folder = dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/exact-small/model.json')));
  const { model } = await readAdder(folder);
  for (const [name, { pen, erode = false }] of Object.entries(WAYS)) {
    const accuracies: string[] = [];
    for (const size of SIZES) {
      const stream = randomStream(1, 'small-drawings');
      const labels: number[] = [];
      const images: Uint8Array[] = [];
      DIGITS.forEach((styles, digit) => {
        for (const style of styles) {
          for (let i = 0; i < VARIANTS; i++) {
            const slant = 0.4 * (stream.uniform() - 0.5);
            const width = 0.55 + 0.3 * stream.uniform();
            const strokes = style
              .split(' | ')
              .map((stroke) =>
                pointsOf(stroke).map(([x, y]): [number, number] => [
                  0.5 + size * (width * (x - 0.5) - slant * (y - 0.5)),
                  0.5 + size * (y - 0.5),
                ]),
              );
            const radius = (SIDE * pen(size)) / 2;
            const cut = erode ? (SIDE * (PEN - PEN * Math.min(1, size / 0.5))) / 2 : 0;
            const data = draw(strokes, radius, cut);
            labels.push(digit);
            images.push(prepareImage({ width: SIDE, height: SIDE, data }));
          }
        }
      });
      const pixels = new Uint8Array(images.length * IMAGE_PIXELS);
      images.forEach((image, i) => {
        pixels.set(image, i * IMAGE_PIXELS);
      });
      const answers = await predictPairs(model, { images: pixels, addends: new Uint8Array(images.length) });
      const right = answers.filter(({ digit }, i) => digit === labels[i]).length;
      accuracies.push(((100 * right) / labels.length).toFixed(1));
    }
    process.stdout.write(`${name}: ${SIZES.map((size, i) => `${size} → ${accuracies[i]} %`).join(', ')}\n`);
  }
}

/** Strokes as black ink on a transparent picture, smoothed as the pad does, with the ink's outer `cut` pixels taken away. */
function draw(strokes: readonly Points[], radius: number, cut: number): Uint8ClampedArray {
  const ink = new Float32Array(SIDE * SIDE);
  const reach = radius + 1;
  for (const [px, py] of strokes.flatMap(smooth)) {
    for (let y = Math.max(0, Math.floor(py - reach)); y < Math.min(SIDE, py + reach); y++) {
      for (let x = Math.max(0, Math.floor(px - reach)); x < Math.min(SIDE, px + reach); x++) {
        const covered = Math.min(1, radius + 0.5 - Math.hypot(px - x - 0.5, py - y - 0.5));
        if (covered > ink[y * SIDE + x]!) ink[y * SIDE + x] = covered;
      }
    }
  }
  const data = new Uint8ClampedArray(4 * SIDE * SIDE);
  (cut > 0 ? erodeBy(ink, cut) : ink).forEach((value, i) => (data[4 * i + 3] = 255 * value));
  return data;
}

/** Takes away ink that is nearer to the background than some pixels. */
function erodeBy(ink: Float32Array, by: number): Float32Array {
  const reach = Math.ceil(by);
  return ink.map((value, i) => {
    if (value === 0) return 0;
    let nearest = Infinity;
    for (let dy = -reach - 1; dy <= reach + 1; dy++) {
      for (let dx = -reach - 1; dx <= reach + 1; dx++) {
        if ((ink[i + dy * SIDE + dx] ?? 0) < 0.5) nearest = Math.min(nearest, Math.hypot(dx, dy));
      }
    }
    return Math.min(1, Math.max(0, nearest - by));
  });
}

/** Points along the curves of the pad, in pixels. */
function smooth(points: Points): [number, number][] {
  const scaled = points.map(([x, y]): [number, number] => [x * SIDE, y * SIDE]);
  const middle = (a: readonly [number, number], b: readonly [number, number]): [number, number] => [
    (a[0] + b[0]) / 2,
    (a[1] + b[1]) / 2,
  ];
  const result: [number, number][] = [];
  let from = scaled[0]!;
  for (let i = 1; i < scaled.length; i++) {
    const control = scaled[i]!;
    const next = scaled[i + 1];
    const to = next === undefined ? control : middle(control, next);
    for (let t = 0; t <= 1; t += 0.03) {
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      result.push([a * from[0] + b * control[0] + c * to[0], a * from[1] + b * control[1] + c * to[1]]);
    }
    from = to;
  }
  return result;
}
