import type { Picture } from '@mnist-adder/model';
import sharp from 'sharp';
import { ImageError } from './image-error.js';

/** What sharp calls the formats that are read. Others that it knows, SVG and PDF, are programs more than pictures. */
const FORMATS = ['png', 'jpeg', 'webp', 'gif'];

/** Pixels to a side, at most: a picture in memory takes four bytes for each. */
const LARGEST_SIDE = 10_000;

/** A picture is made this small, if it is larger, before anything else: more is not needed for a digit of 28 × 28. */
const WORKING_SIDE = 1024;

/**
 * Decodes a PNG, JPEG, WebP or GIF (its first frame), turned upright where it says how it was held.
 *
 * @param source what it is called in errors.
 * @throws `ImageError` where it is none of these, is damaged, or larger than 10,000 pixels to a side.
 */
export async function decodePicture(bytes: Uint8Array, source: string): Promise<Picture> {
  const { width, height } = await readHeader(bytes, source);
  if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
    const size = `${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels`;
    const most = `make it ${LARGEST_SIDE.toLocaleString('en')} at most to a side`;
    throw new ImageError('image-size', source, `has ${size}`, most);
  }
  try {
    const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: LARGEST_SIDE ** 2 })
      .autoOrient()
      .resize({ width: WORKING_SIDE, height: WORKING_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    throw new ImageError('image-damaged', source, 'is damaged or cut off', 'get it again', { cause });
  }
}

async function readHeader(bytes: Uint8Array, source: string) {
  const remedy = 'give a PNG, JPEG, WebP or GIF';
  if (bytes.length === 0) throw new ImageError('image-format', source, 'is empty', remedy);
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new ImageError('image-format', source, 'is no picture, or a damaged one', remedy, { cause });
    });
  if (FORMATS.includes(header.format)) return header;
  throw new ImageError('image-format', source, `is in the format ${header.format}`, remedy);
}
