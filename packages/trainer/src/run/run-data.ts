import { splitDigits, type DigitSplit } from '@mnist-adder/dataset';
import { validationSize } from '@mnist-adder/dataset/internal';
import { readDigits, type DataChoice, type DigitData } from '@mnist-adder/dataset/node';
import type { Recipe } from '../recipe/recipe.js';

/** Reads the data set of a run. */
export type ReadData = (choice: DataChoice) => Promise<DigitData>;

/** The images of a run, and where they come from. */
export type RunData = DigitSplit & Pick<DigitData, 'test' | 'source' | 'digests'>;

/** How the images of a run are read. */
interface ReadRunDataOptions {
  /** Default: `readDigits`. */
  readonly readData?: ReadData | undefined;
  /** Called with the notes about the data, and what the validation set becomes if it cannot have the size that the recipe asks for. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/**
 * Reads the images and holds out the validation set. The split consists of copies, so that the set as it was read, 47 MB for MNIST, can
 * be freed.
 */
export async function readRunData(
  { data: { validation } }: Pick<Recipe, 'data'>,
  { path, transposed, preparation }: DataChoice = {},
  { readData = readDigits, onWarning = () => undefined }: ReadRunDataOptions = {},
): Promise<RunData> {
  const { train, test, source, digests, notes } = await readData({ path, transposed, preparation });
  notes.forEach(onWarning);
  const held = validationSize(train.size, validation);
  const split = splitDigits(train, { validation: held });
  free(train.images.buffer);
  if (held !== validation) {
    onWarning(
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
