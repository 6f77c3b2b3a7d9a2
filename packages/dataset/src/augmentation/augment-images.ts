import { IMAGE_PIXELS } from '../constants.js';
import { imageAt } from '../digits/digit-set.js';
import { pixelBytes, type Pixels } from '../digits/pixels.js';
import { checkStream, type RandomStream } from '../random/random-stream.js';
import { type AugmentationSettings, completeAugmentationSettings } from './augmentation-settings.js';
import { createElasticField, stillDisplacement } from './elastic-field.js';
import { createInkChange } from './change-ink.js';
import { createFrame, drawAffineMap, PIXEL, warpImage } from './warp-image.js';

/**
 * Augments images: it shifts, rotates, scales, shears and distorts each one at random, then changes its strokes, sharpness and
 * greys, and covers a part. The result depends only on the arguments and on the state of the stream. Give each batch its own stream, `randomStream(seed, 'augmentation', epoch,
 * index)`, and a batch is always the same.
 *
 * All movements become one map from pixels to places in the original, so ink is interpolated (bilinearly) only once. Outside
 * of an image there is background. The other changes use later numbers of the stream, so images move as they would without them.
 *
 * @param images [n × 784], bytes, or floats from 0 to 1, which are rounded to bytes; they are not changed
 * @returns [n × 784], 0..255, a copy.
 * @throws `ArgumentError` for a setting that does not exist or is out of its range, and for pixels that are no images.
 */
export function augmentImages(images: Pixels, settings: AugmentationSettings, stream: RandomStream): Uint8Array {
  const pixels = pixelBytes('images', images);
  checkStream(stream);
  const complete = completeAugmentationSettings(settings);
  const drawDisplacement = complete.elastic ? createElasticField(complete.elastic, PIXEL) : undefined;
  const still = stillDisplacement();
  const frame = createFrame();
  const augmented = new Uint8Array(pixels.length);
  for (let index = 0; index < pixels.length / IMAGE_PIXELS; index++) {
    const target = imageAt(augmented, index);
    const map = drawAffineMap(complete, stream);
    warpImage(imageAt(pixels, index), target, map, drawDisplacement?.(stream) ?? still, frame);
  }
  const changeInk = createInkChange(complete);
  for (let index = 0; changeInk && index < pixels.length / IMAGE_PIXELS; index++) {
    changeInk(imageAt(augmented, index), stream);
  }
  return augmented;
}
