import { splitDigits } from '@mnist-adder/dataset';
import type { DigitSplit } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import type { MnistData } from '@mnist-adder/dataset/node';
import type { Recipe } from '../recipe/recipe.js';

/** The images of a run, and where they come from. */
export type RunData = DigitSplit & Pick<MnistData, 'test' | 'source' | 'digests'>;

/**
 * Reads the images, and holds out what the recipe asks for; a small set of one's own is split by the usual fraction. The
 * split has copies, so that the set as it was read, 47 MB of MNIST, can be let go.
 */
export async function readRunData(
  { data: { validation } }: Pick<Recipe, 'data'>,
  folder: string | undefined,
): Promise<RunData> {
  const { train, test, source, digests } = await readMnist(folder === undefined ? {} : { folder });
  const split = splitDigits(train, validation < 0.2 * train.size ? { validation } : {});
  free(train.images.buffer);
  return { ...split, test, source, digests };
}

/**
 * Frees a buffer at once: a port that is closed drops the messages it did not deliver, and what was transferred with them. By
 * itself the buffer would stay until V8 collects its old objects, and a short training may end before.
 */
function free(buffer: ArrayBufferLike): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [buffer as ArrayBuffer]);
  port2.close();
}
