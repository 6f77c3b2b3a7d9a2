import type { Picture } from '@mnist-adder/model';

/** The longest side that a picture is read at; the preparation needs no more. */
const LONGEST = 1024;

/**
 * Reads a file as a picture, of any kind that the browser can show.
 *
 * @throws `Error` where it is none, in a sentence for the person who gave it.
 */
export async function readPicture(file: Blob, name = 'What was pasted'): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new Error(`${name} is no picture that this browser can read: use a PNG, JPEG or WebP file.`, { cause });
  });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
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
