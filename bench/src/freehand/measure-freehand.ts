import { IMAGE_PIXELS, splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { prepareImage } from '@mnist-adder/model';
import { openModel } from '../results/open-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { blocksOfImage } from './blocks-of-image.js';
import { freehandResults } from './freehand-results.js';
import { pictureOfBlocks } from './picture-of-blocks.js';
import { readOpticalDigits } from './read-optical-digits.js';

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
  const digits = readOpticalDigits();
  const images = prepareBlocks(digits.map(({ blocks }) => blocks));
  const { validation } = splitDigits((await readMnist()).train, { validation: CONTROLS });
  const controls = prepareBlocks(
    Array.from({ length: CONTROLS }, (_, i) =>
      blocksOfImage(validation.images.subarray(i * IMAGE_PIXELS, (i + 1) * IMAGE_PIXELS)),
    ),
  );
  for (const folder of folders) {
    const { recipe, seed, readDigits, dispose } = await openModel(folder);
    const read = await readDigits(images);
    const mistakes: Record<string, number> = {};
    let right = 0;
    digits.forEach(({ digit }, i) => {
      if (read[i] === digit) right++;
      else mistakes[`${digit}>${read[i]!}`] = (mistakes[`${digit}>${read[i]!}`] ?? 0) + 1;
    });
    const control = await readDigits(controls);
    const controlAccuracy = control.filter((digit, i) => digit === validation.labels[i]).length / CONTROLS;
    await dispose();
    freehandResults.add(RESULTS_FOLDER, {
      recipe,
      seed,
      digits: digits.length,
      accuracy: right / digits.length,
      controlAccuracy,
      mistakes,
    });
    process.stdout.write(
      `${recipe}, seed ${seed}: ${((100 * right) / digits.length).toFixed(2)} %, as blocks of MNIST ${(100 * controlAccuracy).toFixed(2)} %\n`,
    );
  }
}
