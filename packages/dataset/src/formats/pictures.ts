import { IMAGE_PIXELS } from '../constants.js';
import { imageAt, createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { contentError, DatasetError } from '../errors.js';
import { type DigitParts, listed, type Part, type Reading, type StoredPicture } from './data-format.js';

/** A picture of a known digit. */
export interface LabelledPicture extends StoredPicture {
  readonly label: number;
  readonly part: Part;
}

/** The number of pictures that cannot be used and are named. */
const NAMED_PROBLEMS = 3;

/**
 * Turns pictures into sets of digits. All parts are prepared together, so that they are prepared alike. Pictures that cannot be used are
 * left out and named.
 *
 * @throws `DatasetError` `data-preparation` if there is nothing to prepare them with, `empty-set` if none of them can be used.
 */
export async function readPictures(
  source: string,
  pictures: readonly LabelledPicture[],
  { preparePictures, preparation, note }: Reading,
): Promise<DigitParts> {
  if (preparePictures === undefined) {
    const message = `${source} has pictures, which need a decoder: use the command mnist-adder, or pass preparePictures.`;
    throw new DatasetError('data-preparation', message, { facts: { source } });
  }
  const { images, problems, prepared } = await preparePictures(pictures, preparation);
  const usable = pictures.flatMap((picture, index) => (problems.has(index) ? [] : [{ ...picture, index }]));
  const wrong = [...problems.values()];
  if (usable.length === 0) {
    throw contentError('empty-set', { source, expected: 'pictures of digits', found: 'only others', advice: wrong[0] });
  }
  if (wrong.length > 0) {
    const named = wrong.slice(0, NAMED_PROBLEMS).join(' ');
    note(
      `${wrong.length} of ${pictures.length} pictures are left out, ${wrong.length > NAMED_PROBLEMS ? 'such as' : 'because'}: ${named}`,
    );
  }
  note(
    prepared
      ? `The pictures of ${source} were prepared as predict prepares them (preparation on).`
      : `The pictures of ${source} are used as they are, 28 × 28 (preparation off).`,
  );
  const parts: Partial<Record<Part, DigitSet>> = {};
  for (const part of new Set(usable.map((picture) => picture.part))) {
    const ofPart = usable.filter((picture) => picture.part === part);
    const pixels = new Uint8Array(ofPart.length * IMAGE_PIXELS);
    ofPart.forEach(({ index }, i) => {
      pixels.set(imageAt(images, index), i * IMAGE_PIXELS);
    });
    parts[part] = createDigitSet({ images: pixels, labels: Uint8Array.from(ofPart, ({ label }) => label) });
  }
  return { parts };
}

/** The sentence about files that are passed over. */
export const leftOutText = (source: string, files: readonly string[], why: string): string =>
  `Left out of ${source}, as not ${why}: ${listed(files)}.`;
