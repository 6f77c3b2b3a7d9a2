import { IMAGE_SIDE, type RandomStream } from '@mnist-adder/dataset';
import { cannyEdges } from './canny-edges.js';
import { normal, type Corruption } from './corruption.js';
import { fog } from './fog.js';
import { dottedLine, zigzag } from './lines.js';
import { between, blurred, eachPlane, nearest, plane, type Plane } from './plane.js';

/** Either sign with equal probability. */
const sign = (stream: RandomStream) => (stream.below(2) === 0 ? -1 : 1);

/**
 * The fifteen corruptions of MNIST-C (Mu & Gilmer 2019, MNIST-C: A Robustness Benchmark for Computer Vision), made again with the
 * parameters that its authors published. The random numbers are our own, so the images are not those of the published files.
 */
export const MNIST_C: readonly Corruption[] = [
  { name: 'shot noise', corrupt: eachPlane((image, stream) => image.map((value) => poisson(3 * value, stream) / 3)) },
  { name: 'impulse noise', corrupt: eachPlane(impulseNoise) },
  { name: 'glass blur', corrupt: eachPlane(glassBlur) },
  { name: 'motion blur', corrupt: eachPlane(motionBlur) },
  mapped('shear', (stream) => {
    const angle = 0.4 * sign(stream);
    return [1, -Math.sin(angle), 0, Math.cos(angle)];
  }),
  mapped('scale', () => [1 / 0.7, 0, 0, 1 / 0.7]),
  mapped('rotate', (stream) => {
    const angle = 0.4 * sign(stream);
    return [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)];
  }),
  { name: 'brightness', corrupt: eachPlane((image) => image.map((value) => value + 0.5)) },
  { name: 'translate', corrupt: eachPlane(translate) },
  {
    name: 'stripe',
    corrupt: eachPlane((image) => image.map((value, pixel) => (isInStripe(pixel) ? value : 1 - value))),
  },
  { name: 'fog', corrupt: eachPlane(fog) },
  { name: 'spatter', corrupt: eachPlane(spatter) },
  { name: 'dotted line', corrupt: eachPlane(dottedLine) },
  { name: 'zigzag', corrupt: eachPlane(zigzag) },
  { name: 'canny edges', corrupt: eachPlane(cannyEdges) },
];

/** A number of events where `mean` are expected (Knuth 1969). */
function poisson(mean: number, stream: RandomStream): number {
  const limit = Math.exp(-mean);
  let events = 0;
  for (let product = stream.uniform(); product > limit; product *= stream.uniform()) events++;
  return events;
}

/** Makes 17 % of the pixels black or white, each as often. */
function impulseNoise(image: Plane, stream: RandomStream): Plane {
  return image.map((value) => {
    const drawn = stream.uniform();
    return drawn < 0.17 / 2 ? 0 : drawn < 0.17 ? 1 : value;
  });
}

/** Swaps pixels with neighbours above and to the left at random, between two blurs. */
function glassBlur(image: Plane, stream: RandomStream): Plane {
  const shuffled = blurred(image, 0.7);
  for (let pass = 0; pass < 2; pass++) {
    for (let row = IMAGE_SIDE - 1; row > 1; row--) {
      for (let column = IMAGE_SIDE - 1; column > 1; column--) {
        if (stream.below(2) === 0) continue;
        const pixel = row * IMAGE_SIDE + column;
        const other = pixel - stream.below(2) - IMAGE_SIDE * stream.below(2);
        [shuffled[pixel], shuffled[other]] = [shuffled[other]!, shuffled[pixel]!];
      }
    }
  }
  return blurred(shuffled, 0.7);
}

/** Smears ink in one direction, at most 45 degrees from horizontal, by half a Gaussian with a standard deviation of 3 pixels. */
function motionBlur(image: Plane, stream: RandomStream): Plane {
  const angle = ((2 * stream.uniform() - 1) * Math.PI) / 4;
  const taps = Array.from({ length: 21 }, (_, distance) => ({
    right: Math.round(distance * Math.cos(angle)),
    down: Math.round(distance * Math.sin(angle)),
    weight: Math.exp(-(distance ** 2) / (2 * 3 ** 2)),
  }));
  const total = taps.reduce((sum, { weight }) => sum + weight, 0);
  return plane(
    (column, row) =>
      taps.reduce((sum, { right, down, weight }) => sum + weight * nearest(image, column + right, row + down), 0) /
      total,
  );
}

/** A linear map about the centre. Each pixel takes the value at column `xx·x + xy·y` and row `yx·x + yy·y` of the original. */
function mapped(
  name: string,
  draw: (stream: RandomStream) => readonly [xx: number, xy: number, yx: number, yy: number],
): Corruption {
  const centre = (IMAGE_SIDE - 1) / 2;
  const corrupt = eachPlane((image, stream) => {
    const [xx, xy, yx, yy] = draw(stream);
    return plane((column, row) => {
      const [x, y] = [column - centre, row - centre];
      return between(image, centre + xx * x + xy * y, centre + yx * x + yy * y);
    });
  });
  return { name, corrupt };
}

/** Moves an image by 3 pixels along each axis. */
function translate(image: Plane, stream: RandomStream): Plane {
  const [right, down] = [3 * sign(stream), 3 * sign(stream)];
  return plane((column, row) => between(image, column + right, row + down));
}

/** Whether a pixel is in the middle stripe. On both sides of it the tones are inverted. */
function isInStripe(pixel: number): boolean {
  const column = pixel % IMAGE_SIDE;
  return column >= IMAGE_SIDE / 4 && column < (3 * IMAGE_SIDE) / 4;
}

/** Covers parts of an image with dark grey mud. */
function spatter(image: Plane, stream: RandomStream): Plane {
  const liquid = blurred(
    image.map(() => 0.65 + 0.3 * normal(stream)),
    1,
  );
  const mud = blurred(
    liquid.map((value) => Number(value > 0.65)),
    1.5,
  ).map((value) => (value < 0.8 ? 0 : value));
  return image.map((value, pixel) => value * (1 - mud[pixel]!) + (63 / 255) * mud[pixel]!);
}
