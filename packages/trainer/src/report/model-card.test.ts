import { expect, test } from 'vitest';
import { findRecipe } from '../recipes/recipes.js';
import { renderModelCard, type ModelCardFacts } from './model-card.js';

const group = { pairs: 400, digit: 0.98765, sum: 0.5, both: null };
const calibration = { temperature: 1, bins: [], error: 0, loss: 0 };
const facts: ModelCardFacts = {
  config: {
    recipe: findRecipe('exact-fast'),
    seed: 7,
    backend: 'onnx',
    data: { source: '/home/me/digits', path: '/home/me/digits', digests: { 'train-images-idx3-ubyte': 'abc' } },
    packageVersion: '1.2.3',
  },
  result: {
    recipe: 'exact-fast',
    backend: 'onnx',
    seed: 7,
    epochs: 1,
    parameters: 217_094,
    trainSeconds: 1,
    totalSeconds: 2,
    seconds: { data: 0, start: 0, steps: 0, validation: 0, checkpoints: 0, test: 0 },
    peakMemoryBytes: 0,
    evaluation: {
      pairs: 4000,
      loss: 1,
      digit: { accuracy: 0.99, loss: 1 },
      sum: { accuracy: 0.98, loss: 1 },
      both: { accuracy: 0.97 },
    },
  },
  analysis: {
    evaluation: { pairs: 4000, loss: 1, digit: { accuracy: 0.99, loss: 1 } },
    digit: { confusion: [], calibration },
    byDigit: Array.from({ length: 10 }, () => group),
    mistakes: [],
    temperatures: { digit: 1 },
    images: [],
  },
  images: { train: 1280, validation: 320, test: 400 },
};

test('tells what a model is, how to use it, how good it is, and on what data', () => {
  const card = renderModelCard(facts);
  expect(card.match(/^#+ .*$/gm)).toEqual([
    '# exact-fast, seed 7',
    ...['## Use', '## How to prepare an image', '## How good it is', '## Data', '## Licence'],
  ]);
  expect(card).toContain('It has 217,094 weights');
  expect(card).toContain('trained by mnist-adder 1.2.3 with the recipe `exact-fast` and the seed 7');
  expect(card).toContain('On 400 test images, each with every addend');
  expect(card).toContain('| both | 97.00 % |');
  expect(card).toContain('| 9 | 400 | 98.77 % | 50.00 % | – |');
  expect(card).toContain('digits: 1,600 images, of which 320 were held out for validation, and 400 for the test.');
  expect(card).toContain('| train-images-idx3-ubyte | `abc` |');
  // It may be published.
  expect(card).not.toContain('/home/me');
});

test('of a model that only reads digits says nothing of sums', () => {
  const evaluation = { pairs: 400, loss: 1, digit: { accuracy: 0.99, loss: 1 } };
  const card = renderModelCard({ ...facts, result: { ...facts.result, evaluation } });
  expect(card).not.toMatch(/\bsum\b|addend|--add/);
  expect(card).toContain('| 9 | 400 | 98.77 % |\n');
});
