import { splitDigits, type DigitSplit } from '@mnist-adder/dataset';
import { validationSize } from '@mnist-adder/dataset/internal';
import { readMnist, type MnistData } from '@mnist-adder/dataset/node';
import type { Recipe } from '../recipe/recipe.js';

/** The images of a run, and where they come from. */
export type RunData = DigitSplit & Pick<MnistData, 'test' | 'source' | 'digests'>;

/**
 * Reads the images and holds out the validation set. The split consists of copies, so that the set as it was read, 47 MB for MNIST, can
 * be freed.
 */
export async function readRunData(
  { data: { validation } }: Pick<Recipe, 'data'>,
  folder: string | URL | undefined,
): Promise<RunData> {
  const { train, test, source, digests } = await readMnist({ folder });
  const split = splitDigits(train, { validation: validationSize(train.size, validation) });
  free(train.images.buffer);
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
