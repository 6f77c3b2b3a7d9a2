import type { Picture } from '@mnist-adder/model';
import sharp from 'sharp';
import { imageError } from '../../definition/cli-error.js';
import { count } from '../../terminal/format.js';

/** The formats to read, as sharp names them. It also reads SVG and PDF, which are programs more than pictures. */
const FORMATS = ['png', 'jpeg', 'webp', 'gif'];

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
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      const format = formatOf(bytes);
      const problem =
        format === undefined ? 'is no picture, or a damaged one' : `is in the format ${format}, which is not read`;
      throw imageError('image-format', source, problem, remedy, cause);
    });
  if (FORMATS.includes(header.format)) return header;
  throw imageError(
    'image-format',
    source,
    `is in the format ${formatOf(bytes) ?? header.format}, which is not read`,
    remedy,
  );
}

/** What files of other formats have at their beginning, or behind `at` bytes. Those of sharp's formats have no place here. */
const SIGNATURES: readonly (readonly [format: string, text: string, at?: number])[] = [
  ['BMP', 'BM'],
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['HEIC', 'ftyphei', 4],
  ['HEIC', 'ftyphev', 4],
  ['HEIC', 'ftypmif1', 4],
  ['AVIF', 'ftypavi', 4],
  ['JPEG XL', '\xff\n'],
  ['JPEG XL', 'JXL ', 4],
  ['JPEG 2000', 'jP  ', 4],
  ['JPEG 2000', '\xff\x4f\xff\x51'],
  ['Photoshop', '8BPS'],
  ['ICO', '\0\0\x01\0'],
  ['PDF', '%PDF'],
];

/** The format of a picture that is not read, by its first bytes; undefined if it is none that is known. */
function formatOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return SIGNATURES.find(([, text, at = 0]) => start.startsWith(text, at))?.[0];
}
