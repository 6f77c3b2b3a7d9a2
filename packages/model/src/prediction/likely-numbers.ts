import { ArgumentError, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { checkInteger, is } from '@mnist-adder/dataset/internal';

/** A number that several digits may be, or a sum of two such numbers, with its probability. */
export interface LikelyNumber {
  /** In decimal digits, since numbers with many digits are larger than the largest safe integer: `085`, or `85` for a sum. */
  readonly number: string;
  /** 0..1 */
  readonly probability: number;
}

/** The probabilities of numbers with more digits could be too small for a float. */
const MAXIMUM_DIGITS = 300;

/** How many numbers are returned by default. */
const USUAL_COUNT = 5;

/**
 * Finds the likeliest readings of a number from the probabilities of its digits. The digits are read independently of each other, so the
 * probability of a number is the product of those of its digits.
 *
 * @param digits [n × 10], the probabilities of each digit, the most significant digit first; n is at most 300
 * @param count how many readings are returned at most. Default: 5
 * @returns readings that are possible, with the likeliest first. Each has n digits, so it may begin with zeros.
 * @throws `ArgumentError` unless there are 10 probabilities for each digit.
 */
export function likelyNumbers(digits: ArrayLike<number>, count: number = USUAL_COUNT): LikelyNumber[] {
  checkInteger('count', count, 1);
  let numbers: LikelyNumber[] = [{ number: '', probability: 1 }];
  for (const place of placesOf('digits', digits)) {
    // If a number is among the likeliest, so is its beginning.
    const longer = numbers.flatMap(({ number, probability }) =>
      place.map((part, digit) => ({ number: `${number}${digit}`, probability: probability * part })),
    );
    numbers = likeliest(longer, count);
  }
  return numbers;
}

/**
 * Finds the likeliest sums of two numbers from the probabilities of their digits. The numbers may have different lengths.
 *
 * The probabilities are exact: each is the sum over all pairs of numbers that add up to it. The carry is a hidden state of two values that
 * goes from the last place to the first, as in the forward algorithm of hidden Markov models (Rabiner 1989). Two digits a and b
 * add up to t with probability c(t) = Σ P(a) P(t − a). With a carry k, the sum's digit is s if t is s − k, which carries 0, or
 * s + 10 − k, which carries 1. This takes 100 multiplications for each place, instead of 100 to the power of their number.
 *
 * @param first [n × 10], the probabilities of the first number's digits, the most significant digit first; n is at most 300
 * @param second [m × 10], those of the second number
 * @param count how many sums are returned at most. Default: 5
 * @returns sums that are possible, with the likeliest first. They do not begin with zeros.
 * @throws `ArgumentError` unless there are 10 probabilities for each digit.
 */
export function likelySums(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  count: number = USUAL_COUNT,
): LikelyNumber[] {
  checkInteger('count', count, 1);
  const [a, b] = [placesOf('first', first).reverse(), placesOf('second', second).reverse()];
  let endings: Ending[] = [{ digits: '', carries: [1, 0] }];
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const both = convolve(a[place] ?? ZERO, b[place] ?? ZERO);
    const at = (total: number) => both[total] ?? 0;
    const longer = endings.flatMap(({ digits, carries: [none, one] }) =>
      Array.from({ length: 10 }, (_, s): Ending => {
        const carries = [none * at(s) + one * at(s - 1), none * at(s + 10) + one * at(s + 9)] as const;
        return { digits: `${s}${digits}`, carries };
      }),
    );
    endings = candidates(longer, count);
  }
  const sums = endings.flatMap(({ digits, carries }) =>
    carries.map((probability, carry) => ({
      number: `${carry}${digits}`.replace(/^0+(?=\d)/, ''),
      probability,
    })),
  );
  return likeliest(sums, count);
}

/** The last digits of a sum. */
interface Ending {
  readonly digits: string;
  /** The probability of these digits together with a carry of 0 into the next place, and with one of 1. */
  readonly carries: readonly [number, number];
}

/**
 * Keeps the endings that the likeliest sums may have. The probability of a sum is a weighted sum of the two numbers of its ending, with
 * weights that the other places give. So the ending of the likeliest sum is a corner of the convex hull, and that of the
 * n-th likeliest sum is a corner of one of the first n hulls, each of which is taken away before the next.
 */
function candidates(endings: readonly Ending[], count: number): Ending[] {
  const kept: Ending[] = [];
  let left = endings
    .filter(({ carries: [none, one] }) => none + one > 0)
    .sort(({ carries: a }, { carries: b }) => b[0] - a[0] || b[1] - a[1]);
  for (let layer = 0; layer < count && left.length > 0; layer++) {
    const hull: Ending[] = [];
    const inside: Ending[] = [];
    for (const ending of left) {
      if (hull.length > 0 && ending.carries[1] <= hull.at(-1)!.carries[1]) {
        inside.push(ending);
        continue;
      }
      while (hull.length > 1 && !isCorner(hull.at(-2)!, hull.at(-1)!, ending)) inside.push(hull.pop()!);
      hull.push(ending);
    }
    kept.push(...hull);
    left = inside.sort(({ carries: a }, { carries: b }) => b[0] - a[0] || b[1] - a[1]);
  }
  return kept;
}

/** Whether the middle one of three endings, of which each carries 1 more often than the one before, lies outside of the line between the others. */
const isCorner = ({ carries: a }: Ending, { carries: b }: Ending, { carries: c }: Ending) =>
  (a[0] - b[0]) * (c[1] - b[1]) < (b[1] - a[1]) * (b[0] - c[0]);

/** The digit 0 beyond any doubt. */
const ZERO: readonly number[] = [1];

/** The probabilities of the sum of two digits, [19]. */
function convolve(a: readonly number[], b: readonly number[]): Float64Array {
  const both = new Float64Array(SUM_CLASSES);
  a.forEach((p, i) => {
    b.forEach((q, j) => {
      both[i + j]! += p * q;
    });
  });
  return both;
}

const likeliest = (numbers: readonly LikelyNumber[], count: number): LikelyNumber[] =>
  numbers
    .filter(({ probability }) => probability > 0)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count)
    // Rounded probabilities may add up to a little more than 1.
    .map(({ number, probability }) => ({ number, probability: Math.min(1, probability) }));

/** The probabilities of each digit, [n][10]. */
function placesOf(name: string, digits: ArrayLike<number>): number[][] {
  is.list('an array of probabilities, 10 for each digit')(name, digits);
  const count = digits.length / DIGIT_CLASSES;
  if (!Number.isInteger(count) || count < 1 || count > MAXIMUM_DIGITS) {
    const expected = `10 for each of 1 to ${MAXIMUM_DIGITS} digits`;
    throw new ArgumentError(`${name}.length`, expected, digits.length);
  }
  for (let i = 0; i < digits.length; i++) {
    if (!(digits[i]! >= 0 && digits[i]! <= 1.001)) throw new ArgumentError(`${name}[${i}]`, 'a probability', digits[i]);
  }
  return Array.from({ length: count }, (_, i) => Array.prototype.slice.call(digits, 10 * i, 10 * i + 10) as number[]);
}
