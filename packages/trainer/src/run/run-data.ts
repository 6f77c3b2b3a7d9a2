import { splitDigits, type DigitSplit } from '@mnist-adder/dataset';
import { validationSize } from '@mnist-adder/dataset/internal';
import { readMnist, type MnistData, type ReadMnistOptions } from '@mnist-adder/dataset/node';
import type { Recipe } from '../recipe/recipe.js';

/** The images of a run, and where they come from. */
export type RunData = DigitSplit & Pick<MnistData, 'test' | 'source' | 'digests'>;

/**
 * Reads the images and holds out the validation set. The split consists of copies, so that the set as it was read, 47 MB for MNIST, can
 * be freed.
 *
 * @param onWarning called with what the validation set becomes if it cannot have the size that the recipe asks for.
 */
export async function readRunData(
  { data: { validation } }: Pick<Recipe, 'data'>,
  { folder, transposed }: ReadMnistOptions,
  onWarning?: (sentence: string) => void,
): Promise<RunData> {
  const { train, test, source, digests } = await readMnist({ folder, transposed });
  const held = validationSize(train.size, validation);
  const split = splitDigits(train, { validation: held });
  free(train.images.buffer);
  if (held !== validation) {
    onWarning?.(
      `Of the ${train.size} training images, ${held} are the validation set instead of ${validation}: data.validation must be at most a fifth of them.`,
    );
  }
  return { ...split, test, source, digests };
}

/**
 * Frees a buffer at once. A closed port drops the messages that it did not deliver, and with them what was transferred. Otherwise the
 * buffer would stay until V8 collects its old objects, and a short training may end before.
 */
function free(buffer: ArrayBufferLike): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [buffer as ArrayBuffer]);
  port2.close();
}
