import type { Picture } from '@mnist-adder/model';

/** Longer pictures are scaled down to this many pixels. `prepareImage` needs no more. */
const MAX_SIDE = 1024;

/**
 * Reads a picture file of any format that the browser supports.
 *
 * @throws `Error` with a message for the user if the file is not a picture.
 */
export async function readPicture(file: Blob, name: string): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new Error(`${name} is not a picture that this browser can read: use a PNG, JPEG or WebP file.`, { cause });
  });
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, data };
}
