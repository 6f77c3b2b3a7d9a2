import type { AppliedFunction } from './explanation.js';

/** A function of one number. */
interface Elementwise extends Omit<AppliedFunction, 'logits'> {
  readonly apply: (x: number) => number;
}

const FUNCTIONS: Readonly<Partial<Record<string, Elementwise>>> = {
  relu: { title: 'ReLU', words: 'what is negative becomes 0', apply: (x) => Math.max(0, x) },
  sigmoid: {
    title: 'Sigmoid',
    words: '1 / (1 + e⁻ˣ), which lies between 0 and 1',
    apply: (x) => 1 / (1 + Math.exp(-x)),
  },
  tanh: { title: 'tanh', words: 'squeezed to between −1 and 1', apply: Math.tanh },
};

const leakyReLU = (alpha: number): Elementwise => ({
  title: 'Leaky ReLU',
  words: `what is negative is multiplied by ${alpha}`,
  apply: (x) => (x < 0 ? alpha * x : x),
});

/** A function's result and what it is called. */
interface Applied {
  readonly result: number;
  readonly then: AppliedFunction | undefined;
}

/** Whether a layer's activation is one that {@link applyFunction} knows. */
export const isKnownFunction = (name: unknown): boolean =>
  name === undefined ||
  (typeof name === 'string' && (name === 'linear' || name === 'softmax' || Object.hasOwn(FUNCTIONS, name)));

/**
 * Applies an activation by its name.
 *
 * @param before the number that it is applied to.
 * @param others gives the numbers of all units, which a softmax needs, and which of them is `before`.
 */
export function applyFunction(
  name: unknown,
  before: number,
  others: () => { readonly logits: readonly number[]; readonly at: number },
): Applied {
  if (name === 'softmax') return applySoftmax(others());
  const known = FUNCTIONS[String(name)];
  return known === undefined ? { result: before, then: undefined } : elementwise(known, before);
}

/** Applies a leaky ReLU. */
export const applyLeakyReLU = (alpha: number, before: number): Applied => elementwise(leakyReLU(alpha), before);

function elementwise({ apply, title, words }: Elementwise, before: number): Applied {
  return { result: apply(before), then: { title, words, logits: undefined } };
}

function applySoftmax({ logits, at }: { readonly logits: readonly number[]; readonly at: number }): Applied {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const words = 'eˣ divided by the sum of eˣ of all outputs, so that they are positive and add up to 1';
  return {
    result: powers[at]! / powers.reduce((sum, power) => sum + power),
    then: { title: 'Softmax', words, logits },
  };
}
