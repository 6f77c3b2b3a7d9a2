import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { compareAnswers } from './compare-answers.js';
import { countRightAnswers } from './right-answers.js';
import type { PredictAllAddends } from './predict-all-addends.js';

const labels = Uint8Array.of(3, 7, 9);
// The first pixel says which image it is.
const images = new Uint8Array(labels.length * IMAGE_PIXELS);
labels.forEach((_, i) => (images[i * IMAGE_PIXELS] = i));
const digits = { images, labels, size: labels.length };

/** Answers every pair as it is told, a batch at a time. */
const answering =
  (
    digitOf: (image: number, addend: number) => number,
    sumOf?: (image: number, addend: number) => number,
  ): PredictAllAddends =>
  (batch, size) => {
    const perImage = sumOf ? ADDEND_CLASSES : 1;
    const digit = new Float32Array(size * perImage * DIGIT_CLASSES).fill(-9);
    const sum = new Float32Array(size * perImage * SUM_CLASSES).fill(-9);
    for (let pair = 0; pair < size * perImage; pair++) {
      const [image, addend] = [batch[Math.floor(pair / perImage) * IMAGE_PIXELS]!, pair % perImage];
      digit[pair * DIGIT_CLASSES + digitOf(image, addend)] = 0;
      if (sumOf) sum[pair * SUM_CLASSES + sumOf(image, addend)] = 0;
    }
    return Promise.resolve(sumOf ? { digit, sum } : { digit });
  };

const right = (image: number) => labels[image]!;

test('counts the addends for which a model is right', async () => {
  const model = answering(
    (image, addend) => (image === 1 && addend < 4 ? 0 : right(image)),
    (image, addend) => (image === 2 && addend >= 8 ? 0 : right(image) + addend),
  );
  const answers = { digit: Uint8Array.of(10, 6, 10), sum: Uint8Array.of(10, 10, 8), both: Uint8Array.of(10, 6, 8) };
  expect(await countRightAnswers(model, digits)).toEqual(answers);
  expect(await countRightAnswers(model, digits, { batchSize: 2 })).toEqual(answers);
});

test('a model that reads digits only is right for all addends or for none, and is compared by them', async () => {
  const reader = await countRightAnswers(
    answering((image) => (image === 0 ? 8 : right(image))),
    digits,
  );
  expect(reader).toEqual({ digit: Uint8Array.of(0, 10, 10) });
  const adder = await countRightAnswers(
    answering(right, (image, addend) => right(image) + addend),
    digits,
  );
  expect(compareAnswers(adder, reader)).toEqual({
    digit: { accuracy: 1, otherAccuracy: 20 / 30, betterOn: 1, worseOn: 0, pValue: 1 },
  });
  expect(compareAnswers(adder, adder).sum).toEqual({
    accuracy: 1,
    otherAccuracy: 1,
    betterOn: 0,
    worseOn: 0,
    pValue: 1,
  });
});
