import type { Picture } from '@mnist-adder/model';
import sharp from 'sharp';
import { imageError } from '../definition/cli-error.js';
import { count } from '../terminal/format.js';

// The decoder knows more formats than those, and some, like SVG, are programs more than pictures: a short one runs for minutes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['Png', 'Jpeg', 'Webp', 'Nsgif'].map((format) => `VipsForeignLoad${format}Buffer`) });

/** Other formats by the first bytes of a file, one character a byte. */
const OTHER_FORMATS: readonly (readonly [name: string, beginning: RegExp])[] = [
  ['SVG', /^(\xef\xbb\xbf)?\s*<(svg|\?xml|!--|!doctype svg)/i],
  ['BMP', /^BM/],
  ['TIFF', /^(II\*|MM\0\*)/],
  ['AVIF', /^.{4}ftypavi/s],
  ['HEIC', /^.{4}ftyp(he|mi|ms)/s],
  ['JPEG XL', /^(\xff\n|.{4}JXL )/s],
  ['JPEG 2000', /^(.{4}jP |\xff\x4f\xff\x51)/s],
  ['Photoshop', /^8BPS/],
  ['PDF', /^%PDF/],
];

/** The maximum width and height. In memory, each pixel takes four bytes. */
const MAX_SIDE = 10_000;

/** Larger pictures are first reduced to this side: a digit of 28 × 28 needs no more. */
const WORKING_SIDE = 1024;

/**
 * Decodes a PNG, a JPEG, a WebP or the first frame of a GIF. A picture that says how the camera was held is turned upright.
 *
 * @param source the picture's name in errors.
 * @throws `CliError` if it has another format, is damaged, or is wider or higher than 10,000 pixels.
 */
export async function decodePicture(bytes: Uint8Array, source: string): Promise<Picture> {
  const { width, height } = await readHeader(bytes, source);
  if (width > MAX_SIDE || height > MAX_SIDE) {
    const problem = `has ${count(width)} × ${count(height)} pixels`;
    throw imageError('image-size', source, problem, `make it ${count(MAX_SIDE)} at most to a side`);
  }
  try {
    const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SIDE ** 2 })
      .autoOrient()
      .resize({ width: WORKING_SIDE, height: WORKING_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    throw imageError('image-damaged', source, 'is damaged or cut off', 'get it again', cause);
  }
}

async function readHeader(bytes: Uint8Array, source: string) {
  const remedy = 'give a PNG, JPEG, WebP or GIF';
  if (bytes.length === 0) throw imageError('image-format', source, 'is empty', remedy);
  return sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      const beginning = String.fromCharCode(...bytes.subarray(0, 100));
      const other = OTHER_FORMATS.find(([, pattern]) => pattern.test(beginning))?.[0];
      const problem =
        other === undefined ? 'is no picture, or a damaged one' : `is in the format ${other}, which is not read`;
      throw imageError('image-format', source, problem, remedy, cause);
    });
}
