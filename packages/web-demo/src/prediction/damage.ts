import { IMAGE_PIXELS, IMAGE_SIDE, randomStream } from '@mnist-adder/dataset';

/** The half of an image that is erased. */
export const HALVES = ['none', 'left', 'right', 'top', 'bottom'] as const;
export type Half = (typeof HALVES)[number];

/** What is done to an image before a network sees it. */
export interface Damage {
  /** Degrees, clockwise. */
  readonly rotation: number;
  /** Pixels to the right. */
  readonly right: number;
  /** Pixels down. */
  readonly down: number;
  /** The half that is erased, after the image was turned and moved. */
  readonly erased: Half;
  /** Standard deviation of the noise that is added to each pixel, as a fraction of full ink, 0..1. */
  readonly noise: number;
}

/** Nothing is done. */
export const NO_DAMAGE: Damage = { rotation: 0, right: 0, down: 0, erased: 'none', noise: 0 };

/** Whether nothing is done. */
export const isSound = ({ rotation, right, down, erased, noise }: Damage): boolean =>
  rotation === 0 && right === 0 && down === 0 && noise === 0 && erased === 'none';

/**
 * Turns, moves, erases and adds noise to an image, in this order. The noise is always the same.
 *
 * @param pixels [784], 0..255; not changed.
 * @returns [784], 0..255
 */
export function damageImage(pixels: Uint8Array, { rotation, right, down, erased, noise }: Damage): Uint8Array {
  const angle = (rotation * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const centre = (IMAGE_SIDE - 1) / 2;
  const stream = randomStream(1, 'damage');
  /** Normally distributed, by Box and Muller. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform());
  return Uint8Array.from({ length: IMAGE_PIXELS }, (_, i) => {
    const [x, y] = [i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE)];
    const [fromCentreX, fromCentreY] = [x - right - centre, y - down - centre];
    const ink = isErased(x, y, erased)
      ? 0
      : interpolated(
          pixels,
          centre + cosine * fromCentreX + sine * fromCentreY,
          centre - sine * fromCentreX + cosine * fromCentreY,
        );
    return Math.round(Math.min(255, Math.max(0, ink + 255 * noise * normal())));
  });
}

function isErased(x: number, y: number, half: Half): boolean {
  const middle = IMAGE_SIDE / 2;
  switch (half) {
    case 'none':
      return false;
    case 'left':
      return x < middle;
    case 'right':
      return x >= middle;
    case 'top':
      return y < middle;
    case 'bottom':
      return y >= middle;
  }
}

/** The ink at a point between pixels. Outside of the image there is none. */
function interpolated(pixels: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, row: number) =>
    column < 0 || column >= IMAGE_SIDE || row < 0 || row >= IMAGE_SIDE ? 0 : pixels[row * IMAGE_SIDE + column]!;
  const [toRight, toBottom] = [x - left, y - top];
  const upper = at(left, top) * (1 - toRight) + at(left + 1, top) * toRight;
  const lower = at(left, top + 1) * (1 - toRight) + at(left + 1, top + 1) * toRight;
  return upper * (1 - toBottom) + lower * toBottom;
}
