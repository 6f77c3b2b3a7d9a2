import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { likelyNumbers, likelySums } from '@mnist-adder/model';
import { indexOfMax } from '@mnist-adder/model/internal';
import type { Predictor } from '@mnist-adder/trainer';
import type { CliContext } from '../../definition/cli-context.js';
import type { NumberDocument } from './document.js';
import { findImages } from './find-images.js';
import { prepareNumberPicture, type PreparedNumber } from './prepare-images.js';

/** What is added to numbers: a number in decimal digits, the number in a picture, or nothing. */
interface AddedNumber {
  readonly number?: string | undefined;
  readonly image?: PreparedNumber | undefined;
}

/** Finds the number that the command line adds. */
export async function readAddedNumber(
  { add, addImage }: { readonly add?: string | undefined; readonly addImage?: string | undefined },
  context: CliContext,
): Promise<AddedNumber> {
  if (addImage === undefined) return { number: add };
  const [source] = await findImages([addImage], context);
  return { image: await prepareNumberPicture(source!) };
}

/**
 * Reads numbers digit by digit, and adds a number to each. A model's own sums end at 18, so these come from the probabilities of the digits,
 * with carries. A model that takes an addend reads each digit with the addend 0.
 */
export async function predictNumbers(
  predictor: Predictor,
  prepared: readonly PreparedNumber[],
  { number, image }: AddedNumber,
): Promise<NumberDocument[]> {
  const addImage = image && (await readNumber(predictor, image));
  const added = addImage ? probabilitiesOf(addImage) : number === undefined ? undefined : certain(number);
  const numbers: NumberDocument[] = [];
  for (const one of prepared) {
    const read = await readNumber(predictor, one);
    const sums =
      added &&
      likelySums(
        read.digits.flatMap(({ digitProbabilities }) => digitProbabilities),
        added,
      );
    numbers.push({
      ...read,
      label: one.label,
      addend: number,
      addImage,
      sum: sums?.[0]!.number,
      sumProbability: sums?.[0]!.probability,
      sums,
    });
  }
  return numbers;
}

async function readNumber(predictor: Predictor, { source, digits }: PreparedNumber) {
  const images = new Uint8Array(digits.length * IMAGE_PIXELS);
  digits.forEach(({ pixels }, i) => {
    images.set(pixels, i * IMAGE_PIXELS);
  });
  const answers = predictor.adds
    ? await predictor.predictPairs({ images, addends: digits.map(() => 0) })
    : await predictor.predictDigits({ images });
  const probabilities = answers.flatMap(({ digitProbabilities }) =>
    [...digitProbabilities].map((probability) => Math.min(1, probability)),
  );
  const numbers = likelyNumbers(probabilities);
  return {
    source,
    digits: digits.map(({ pixels, box }, i) => ({
      pixels: Buffer.from(pixels).toString('base64'),
      box,
      digit: indexOfMax(answers[i]!.digitProbabilities),
      digitProbabilities: probabilities.slice(i * DIGIT_CLASSES, (i + 1) * DIGIT_CLASSES),
    })),
    number: numbers[0]!.number,
    numberProbability: numbers[0]!.probability,
    numbers,
  };
}

const probabilitiesOf = ({ digits }: Pick<NumberDocument, 'digits'>) =>
  digits.flatMap(({ digitProbabilities }) => digitProbabilities);

/** The digits of a number as probabilities, [n × 10]: each is certain. */
const certain = (number: string): number[] =>
  Array.from(number).flatMap((digit) => Array.from({ length: DIGIT_CLASSES }, (_, i) => Number(i === Number(digit))));
