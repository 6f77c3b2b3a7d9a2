import { AUGMENTATION_RANGES } from '@mnist-adder/dataset';
import { z } from 'zod';

const within = ([least, greatest]: readonly [number, number]) => z.number().min(least).max(greatest);

const { shift, rotation, scale, shear, amplitude, smoothness } = AUGMENTATION_RANGES;

/** How far training images are changed at random, each by its own draw; `AugmentationSettings` says more of each setting. */
export const augmentationSchema = z.strictObject({
  /** Pixels to either side, and up or down. */
  shift: within(shift).default(0),
  /** Degrees, either way. */
  rotation: within(rotation).default(0),
  /** The least and the greatest factor. */
  scale: z
    .tuple([within(scale), within(scale)])
    .refine(([least, greatest]) => least <= greatest, { error: 'the least factor comes before the greatest' })
    .default([1, 1]),
  /** Degrees that upright strokes lean by, either way. */
  shear: within(shear).default(0),
  /** Smooth random displacement of pixels (Simard et al. 2003), both in pixels. Left out, there is none. */
  elastic: z
    .strictObject({
      /** The standard deviation of the displacement, in pixels. Default: 1.4. */
      amplitude: within(amplitude).default(1.4),
      /** Over how many pixels neighbours move together. Default: 4. */
      smoothness: within(smoothness).default(4),
    })
    .exactOptional(),
});
