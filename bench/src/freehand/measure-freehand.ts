import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { prepareImage } from '@mnist-adder/model';
import { openModel } from '../results/open-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { addFreehand } from './freehand-results.js';
import { pictureOfBlocks } from './picture-of-blocks.js';
import { readOpticalDigits } from './read-optical-digits.js';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name the directories of saved models: pnpm --filter bench freehand models/adder-small …\n');
  process.exitCode = 2;
} else {
  const digits = readOpticalDigits();
  const images = new Uint8Array(digits.length * IMAGE_PIXELS);
  digits.forEach(({ blocks }, i) => {
    images.set(prepareImage(pictureOfBlocks(blocks)), i * IMAGE_PIXELS);
  });
  for (const folder of folders) {
    const { recipe, seed, readDigits, dispose } = await openModel(folder);
    const read = await readDigits(images);
    const mistakes: Record<string, number> = {};
    let right = 0;
    digits.forEach(({ digit }, i) => {
      if (read[i] === digit) right++;
      else mistakes[`${digit}>${read[i]!}`] = (mistakes[`${digit}>${read[i]!}`] ?? 0) + 1;
    });
    await dispose();
    addFreehand(RESULTS_FOLDER, digits.length, { recipe, seed, accuracy: right / digits.length, mistakes });
    process.stdout.write(`${recipe}, seed ${seed}: ${((100 * right) / digits.length).toFixed(2)} %\n`);
  }
}
