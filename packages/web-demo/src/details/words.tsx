import type { ComponentChildren } from 'preact';
import type { Part, Parts } from '../prediction/parts.js';
import { CHANNEL_SWITCH } from '../prediction/channel-switch.js';
import { Term } from './term.js';

/** What a part of the machine does, in plain words. */
export function wordsOf(part: Part, { readsDigitInHead }: Parts): ComponentChildren {
  const types = new Set(part.layers.map(({ type }) => type));
  switch (part.id) {
    case 'embedding':
      return (
        <>
          The <Term word="embedding" /> is all that the network keeps of the image. Each cell weighs everything that the
          stages found, and lights up for its own mixture.
        </>
      );
    case 'digit':
      return (
        <>
          Ten outputs, one for each digit. Each adds up evidence to a <Term word="logit" />, and the{' '}
          <Term word="softmax" /> turns the ten logits into probabilities.
          {readsDigitInHead && ' This network reads the digit in its head, beside the sum.'}
        </>
      );
    case 'sum':
      return types.has('Multiply') || part.layers.some(({ config }) => config.activation === 'linear') ? (
        <>
          Nineteen outputs, one for each sum from 0 to 18. Each adds up the pairs of a digit and an addend that make it.
        </>
      ) : (
        <>
          Nineteen outputs, one for each sum from 0 to 18. This network has learned what evidence speaks for each, as a{' '}
          <Term word="logit" />, and the <Term word="softmax" /> turns them into probabilities.
        </>
      );
    case 'head':
      return types.has('Multiply') ? (
        <>
          The exact <Term word="head" /> has nothing to learn: it knows how to add. It multiplies the probability of
          each digit by that of each addend, and a pair’s product belongs to its sum.
        </>
      ) : (
        <>
          This <Term word="head" /> has to learn addition from examples. The addend arrives as numbers beside what was
          read in the image (<Term word="one-hot">one-hot</Term>), and <Term word="weight">weights</Term> mix them.
        </>
      );
    default:
      return types.has('Conv2D') ? (
        <>
          A stage looks for small patterns. Each <Term word="filter" /> slides over the picture and answers where its
          pattern is, in a <Term word="map" /> of its own. What follows keeps the strong answers and drops the rest.
        </>
      ) : (
        <>
          This stage weighs all numbers before it at once, wherever they come from. Each cell has learned its own{' '}
          <Term word="weight">weights</Term>.
        </>
      );
  }
}

const OF_LAYERS: Readonly<Partial<Record<string, () => ComponentChildren>>> = {
  Rescaling: () => 'Brings numbers to a range that is good to calculate with.',
  Conv2D: () => (
    <>
      How well the <Term word="filter">filter’s</Term> pattern fits at each place.
    </>
  ),
  MaxPooling2D: () => (
    <>
      <Term word="pooling">Pooling</Term> keeps the largest number of each window.
    </>
  ),
  AveragePooling2D: () => (
    <>
      <Term word="pooling">Pooling</Term> takes the average of each window.
    </>
  ),
  GlobalAveragePooling2D: () => 'The average of each whole map.',
  BatchNormalization: () => (
    <>
      <Term word="normalisation">Normalisation</Term> gives all maps a similar range.
    </>
  ),
  ReLU: () => (
    <>
      <Term word="ReLU" />: what is negative becomes 0.
    </>
  ),
  LeakyReLU: () => 'What is negative is made much smaller.',
  Dense: () => (
    <>
      Each number is a sum of all before it, times its <Term word="weight">weights</Term>.
    </>
  ),
  [CHANNEL_SWITCH]: () => 'Channels that you switched off become 0.',
  Concatenate: () => 'Puts numbers side by side. Nothing is calculated.',
  Multiply: () => 'Each number of the one, times each number of the other.',
  Add: () => 'Adds numbers at the same place.',
};

/** What a layer does, in plain words; undefined if its class says it all. */
export const wordsOfLayer = (type: string): ComponentChildren => OF_LAYERS[type]?.();
