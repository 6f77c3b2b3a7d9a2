import type { BundledHead } from 'virtual:bundled-models';

/** How each head gets its sum, in plain words. */
export const HEAD_WORDS: Readonly<Record<BundledHead, string>> = {
  exact: 'Moves the digit’s probabilities by the addend. There is nothing to learn, and digit and sum always agree.',
  concat: 'Puts the addend beside the embedding and learns both outputs from that. They may contradict each other.',
  stacked: 'Puts the addend as a number beside the digit’s probabilities and learns addition from examples.',
};

/** What a network of the user's own is. */
export const OWN_WORDS = 'The one that you trained or opened.';
