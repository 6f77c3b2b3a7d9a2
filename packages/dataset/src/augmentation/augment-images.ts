import { ArgumentError } from '../errors.js';
import { IMAGE_PIXELS } from '../constants.js';
import { imageAt } from '../digits/digit-set.js';
import type { RandomStream } from '../random/random-stream.js';
import { drawAffineMap } from './affine-map.js';
import { completeAugmentationSettings } from './augmentation-settings.js';
import type { AugmentationSettings } from './augmentation-settings.js';
import { createElasticField, stillDisplacement } from './elastic-field.js';
import { createFrame, PIXEL, warpImage } from './warp-image.js';

/**
 * Images as other hands might have written them: shifted, turned, scaled, leaning and distorted at random. A pure function of
 * its arguments and of where the stream is: give each batch a stream of its own, `randomStream(seed, 'augmentation', epoch,
 * index)`, and a batch is the same whenever and wherever it is made.
 *
 * One map says where each pixel's ink comes from, so ink is interpolated once, bilinearly. What lies outside of an image is
 * background.
 *
 * @param images [n × 784], 0..255; they stay as they are.
 * @returns [n × 784], a copy.
 * @throws `ArgumentError` for a setting that is out of its range, or a number of pixels that makes no whole images.
 */
export function augmentImages(images: Uint8Array, settings: AugmentationSettings, stream: RandomStream): Uint8Array {
  if (images.length % IMAGE_PIXELS !== 0) {
    throw new ArgumentError('images.length', `a multiple of ${IMAGE_PIXELS}`, images.length);
  }
  const complete = completeAugmentationSettings(settings);
  const drawDisplacement = complete.elastic ? createElasticField(complete.elastic, PIXEL) : undefined;
  const still = stillDisplacement();
  const frame = createFrame();
  const augmented = new Uint8Array(images.length);
  for (let index = 0; index < images.length / IMAGE_PIXELS; index++) {
    const target = imageAt(augmented, index);
    const map = drawAffineMap(complete, stream);
    warpImage(imageAt(images, index), target, map, drawDisplacement?.(stream) ?? still, frame);
  }
  return augmented;
}
