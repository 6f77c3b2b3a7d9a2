import { productsOf, type Terms } from './explanation.js';

/** One term, or all terms of a channel, and what it adds to the sum. */
export interface Contribution {
  /** The index of the term, or of the channel. */
  readonly of: number;
  readonly product: number;
}

/** What each term adds to the sum, the largest magnitude first. */
export const ofTerms = (terms: Terms): Contribution[] => largestFirst(productsOf(terms));

/** What each channel of a window adds to the sum, the largest magnitude first. */
export function ofChannels(terms: Terms, channels: number): Contribution[] {
  const totals = new Float64Array(channels);
  productsOf(terms).forEach((product, i) => (totals[i % channels]! += product));
  return largestFirst(totals);
}

/** The evidence for one unit over another: how much more each term adds to the one. The largest difference is first. */
export function ofDifference(one: Terms, other: Terms): Contribution[] {
  const others = productsOf(other);
  return largestFirst(productsOf(one).map((product, i) => product - others[i]!));
}

/** The sum of contributions. */
export const totalOf = (contributions: readonly Contribution[]): number =>
  contributions.reduce((sum, { product }) => sum + product, 0);

const largestFirst = (products: Float64Array): Contribution[] =>
  Array.from(products, (product, of) => ({ of, product })).sort(
    (a, b) => Math.abs(b.product) - Math.abs(a.product) || a.of - b.of,
  );
