import { IMAGE_PIXELS, randomStream, splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { prepareImage } from '@mnist-adder/model';
import { findRecipe } from '@mnist-adder/trainer';
import { openModel } from '../results/open-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { centreLine } from './centre-line.js';
import { drawLine } from './draw-line.js';
import { writeStrokes } from './strokes-results.js';
import type { Strokes } from './strokes-results.js';

/** Of the images that the model's recipe held out: they may be looked at as often as it helps. */
const DIGITS = 1000;

/** As parts of the pad's side; the page's pen is the fourth. */
const PENS = [0.01, 0.02, 0.04, 0.085, 0.12];
const SIZES = [0.15, 0.3, 0.5, 0.7, 0.85];

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Name the directory of a saved model: pnpm --filter bench strokes models/exact-small\n');
  process.exitCode = 2;
} else {
  const { recipe, seed, readDigits, dispose } = await openModel(folder);
  const { validation } = splitDigits((await readMnist()).train, { validation: findRecipe(recipe)!.data.validation });
  const found = Array.from({ length: validation.size }, (_, i) => {
    const image = validation.images.subarray(i * IMAGE_PIXELS, (i + 1) * IMAGE_PIXELS);
    const line = i < DIGITS ? centreLine(image) : undefined;
    return line === undefined ? [] : [{ image, line, label: validation.labels[i]! }];
  }).flat();
  const accuracy = async (images: readonly Uint8Array[]) => {
    const read = await readDigits(Buffer.concat(images));
    return found.filter(({ label }, i) => read[i] === label).length / found.length;
  };
  const asTheyWere = await accuracy(found.map(({ image }) => image));
  process.stdout.write(`as they were: ${(100 * asTheyWere).toFixed(1)} %\n`);
  const drawings: Strokes['drawings'] = [];
  for (const pen of PENS) {
    for (const size of SIZES) {
      const places = randomStream(0, 'places', String(pen), String(size));
      const drawn = found.map(({ line }) => {
        const [across, down] = [places.uniform(), places.uniform()];
        return prepareImage(drawLine(line, { pen, size, across, down }));
      });
      const right = await accuracy(drawn);
      drawings.push({ pen, size, accuracy: right });
      process.stdout.write(`pen ${pen}, size ${size}: ${(100 * right).toFixed(1)} %\n`);
    }
  }
  await dispose();
  writeStrokes(RESULTS_FOLDER, { recipe, seed, digits: found.length, asTheyWere, drawings });
}
