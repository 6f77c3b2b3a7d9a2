import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { indexOfMax } from '@mnist-adder/model';
import { teacherOf } from '@mnist-adder/trainer';
import type { Teacher } from '@mnist-adder/trainer';
import { openModel } from '../results/open-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { nineLooks } from './nine-looks.js';
import { votesResults } from './votes-results.js';

const BATCH_SIZE = 500;

const folders = process.argv.slice(2);
if (folders.length < 2) {
  process.stderr.write(
    'Name the directories of several models of one recipe: pnpm --filter bench votes runs/a/model …\n',
  );
  process.exitCode = 2;
} else {
  const { test } = await readMnist();
  const models = await Promise.all(folders.map(openModel));
  const [{ recipe }] = models as [(typeof models)[0]];
  const looks = nineLooks(test.images);
  /** How many are read right, 0..1, from the mean of what is said of several looks. */
  const accuracy = async (reader: Teacher, looks: readonly Uint8Array[]) => {
    const probabilities = new Float32Array(test.size * DIGIT_CLASSES);
    for (const images of looks) {
      for (let start = 0; start < test.size; start += BATCH_SIZE) {
        const size = Math.min(BATCH_SIZE, test.size - start);
        const said = await reader(images.subarray(start * IMAGE_PIXELS, (start + size) * IMAGE_PIXELS), size);
        said.forEach((probability, i) => (probabilities[start * DIGIT_CLASSES + i]! += probability));
      }
    }
    const right = test.labels.filter(
      (label, i) => indexOfMax(probabilities, i * DIGIT_CLASSES, DIGIT_CLASSES) === label,
    );
    return right.length / test.size;
  };
  const read = async (reader: Teacher) => ({
    once: await accuracy(reader, [test.images]),
    shifted: await accuracy(reader, looks),
  });
  const alone = [];
  for (const { seed, predict } of models) alone.push({ seed, ...(await read(teacherOf([predict], 1))) });
  const together = await read(
    teacherOf(
      models.map(({ predict }) => predict),
      1,
    ),
  );
  for (const { dispose } of models) await dispose();
  votesResults.add(RESULTS_FOLDER, { recipe, models: alone, together });
  const text = ({ once, shifted }: typeof together) =>
    `${(100 * once).toFixed(2)} %, nine looks ${(100 * shifted).toFixed(2)} %`;
  for (const { seed, ...looks } of alone) process.stdout.write(`${recipe}, seed ${seed}: ${text(looks)}\n`);
  process.stdout.write(`all of them: ${text(together)}\n`);
}
