import { IMAGE_PIXELS, splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { prepareImage } from '@mnist-adder/model';
import { openModel } from '../results/open-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { blocksOfImage } from './blocks-of-image.js';
import { SIZES, drawFontDigits } from './draw-font-digits.js';
import type { DrawnDigits } from './draw-font-digits.js';
import { freehandResults } from './freehand-results.js';
import type { ModelFreehand } from './freehand-results.js';
import { pictureOfBlocks } from './picture-of-blocks.js';
import { readFontDigits } from './read-font-digits.js';
import { readOpticalDigits } from './read-optical-digits.js';
import { compareReading } from './reading.js';

/** Digits of MNIST that every recipe's split holds out, which are made as coarse for comparison. */
const CONTROLS = 2000;

/** What a network sees of digits that are given in blocks, [n × 784]. */
function prepareBlocks(digits: readonly (readonly number[])[]): Uint8Array {
  const images = new Uint8Array(digits.length * IMAGE_PIXELS);
  digits.forEach((blocks, i) => {
    images.set(prepareImage(pictureOfBlocks(blocks)), i * IMAGE_PIXELS);
  });
  return images;
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name the directories of saved models: pnpm --filter bench freehand models/adder-small …\n');
  process.exitCode = 2;
} else {
  const optical = readOpticalDigits();
  const images = prepareBlocks(optical.map(({ blocks }) => blocks));
  const { validation } = splitDigits((await readMnist()).train, { validation: CONTROLS });
  const controls = prepareBlocks(
    Array.from({ length: CONTROLS }, (_, i) =>
      blocksOfImage(validation.images.subarray(i * IMAGE_PIXELS, (i + 1) * IMAGE_PIXELS)),
    ),
  );
  const fonts = readFontDigits();
  const drawn: ({ readonly size: number } & DrawnDigits)[] = [];
  for (const size of SIZES) drawn.push({ size, ...(await drawFontDigits(fonts, size)) });
  for (const folder of folders) {
    const { recipe, seed, readDigits, dispose } = await openModel(folder);
    const read = await readDigits(images);
    const control = await readDigits(controls);
    const readFonts = await readDigits(Buffer.concat(drawn.map(({ images }) => images)));
    await dispose();
    const perSize = readFonts.length / drawn.length;
    const result: ModelFreehand = {
      ...{ recipe, seed, digits: optical.length },
      ...compareReading(
        optical.map(({ digit }) => digit),
        read,
      ),
      controlAccuracy: compareReading([...validation.labels], control).accuracy,
      fonts: {
        ...{ fonts: fonts.length, pictures: readFonts.length },
        ...compareReading(
          drawn.flatMap(({ digits }) => digits),
          readFonts,
        ),
        sizes: drawn.map(({ size, digits }, i) => ({
          size,
          accuracy: compareReading(digits, readFonts.subarray(i * perSize, (i + 1) * perSize)).accuracy,
        })),
      },
    };
    freehandResults.add(RESULTS_FOLDER, result);
    const percent = (part: number) => `${(100 * part).toFixed(2)} %`;
    process.stdout.write(
      `${recipe}, seed ${seed}: ${percent(result.accuracy)}, as blocks of MNIST ${percent(result.controlAccuracy)}, of fonts ${percent(result.fonts.accuracy)}\n`,
    );
  }
}
