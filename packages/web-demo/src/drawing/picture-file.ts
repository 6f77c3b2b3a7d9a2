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

/** Writes a picture as a `data:` URL, without loss. */
export async function pictureUrl({ width, height, data }: Picture): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  const blob = await canvas.convertToBlob();
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onload = () => {
      resolve(reader.result as string);
    };
    reader.onerror = () => {
      reject(reader.error!);
    };
    reader.readAsDataURL(blob);
  });
}

/** Reads a picture that {@link pictureUrl} wrote. The page's policy lets nobody fetch such a URL. */
export async function readPictureUrl(url: string): Promise<Picture> {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) => character.charCodeAt(0));
  return readPicture(new Blob([bytes]), 'The picture');
}
