import { Explained } from '../panels/explained.js';

/** Words of the field, in plain ones. */
const GLOSSARY = {
  filter:
    'A small grid of weights. It is laid over each place of a picture, and each number below it is multiplied by its weight.',
  weight: 'A number that the network has learned. It says how much another number counts, and for or against.',
  bias: 'A number that the network has learned and adds to every sum, whatever the picture shows.',
  map: 'The answers of one filter at all places of a picture, as a picture of their own.',
  pooling: 'Each window of a few numbers becomes one, so that maps get smaller.',
  normalisation: 'Each map is multiplied and shifted so that maps have similar ranges. It helps learning.',
  ReLU: 'A function: what is negative becomes 0, and what is positive stays.',
  'receptive field': 'The part of the image that a number depends on. The deeper the layer, the larger it is.',
  embedding: 'A list of numbers that stands for the image: what the network has seen, without where each pixel was.',
  logit: 'The number of an output before it is turned into a probability. Larger means more likely.',
  softmax: 'A function that turns logits into probabilities: e to the power of each, divided by the sum of all.',
  head: 'The part of the network that brings digit and addend together.',
  'one-hot': 'Ten numbers that stand for one of ten choices: a 1 at its place, and 0 everywhere else.',
} as const;

export type Word = keyof typeof GLOSSARY;

/** A word of the field, which is explained where it stands. */
export function Term({ word, children }: { readonly word: Word; readonly children?: string }) {
  return (
    <Explained class="term" explanation={GLOSSARY[word]}>
      {(id) => (
        <button type="button" aria-describedby={id}>
          {children ?? word}
        </button>
      )}
    </Explained>
  );
}
