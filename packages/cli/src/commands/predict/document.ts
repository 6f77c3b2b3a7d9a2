import * as z from 'zod/mini';
import { modelDocument } from '../../model/saved-model.js';

const fraction = z.number().check(z.gte(0), z.lte(1));
const digit = z.int().check(z.gte(0), z.lte(9));
const digitProbabilities = z.array(fraction).check(z.length(10));
const unusual = z
  .optional(z.boolean())
  .check(z.describe('whether the picture does not look like a digit; absent if the model cannot say'));

const wholeNumber = z.string().check(z.regex(/^\d+$/));
const likelyNumbers = z.array(z.strictObject({ number: wholeNumber, probability: fraction }));

const readNumber = z.strictObject({
  source: z.string(),
  digits: z
    .array(
      z.strictObject({
        pixels: z.string().check(z.describe('the 28×28 that the network sees, as in `predictions`')),
        box: z
          .optional(z.strictObject({ left: fraction, top: fraction, width: fraction, height: fraction }))
          .check(z.describe('where the digit is, in parts of the picture’s width and height; absent for a test image')),
        digit,
        digitProbabilities,
      }),
    )
    .check(z.describe('from left to right')),
  number: wholeNumber.check(z.describe('the likeliest number: text, because it may have any number of digits')),
  numberProbability: fraction,
  numbers: likelyNumbers.check(z.describe('the likeliest numbers')),
});

/** The schema of `predict --json`. */
export const predictDocument = z.strictObject({
  model: modelDocument,
  predictions: z.array(
    z.strictObject({
      source: z
        .string()
        .check(
          z.describe(
            'the file as it was given, `test.csv:1` for a row of a table, `standard input`, or `test image 0`',
          ),
        ),
      pixels: z
        .string()
        .check(z.describe('the 28×28 that the network sees: 784 bytes in base64, row by row, 255 for ink')),
      label: z.optional(digit).check(z.describe('the label of a test image, or of a row that has one')),
      digit,
      digitProbabilities,
      unusual,
      addend: z.optional(digit).check(z.describe('the number that was added; absent if the network only reads digits')),
      addImage: z
        .optional(z.strictObject({ source: z.string(), digit, digitProbabilities, unusual }))
        .check(z.describe('the picture of the addend; the sum is the mean over all addends that it may show')),
      sum: z.optional(z.int().check(z.gte(0), z.lte(18))),
      sumProbabilities: z.optional(z.array(fraction).check(z.length(19))),
    }),
  ),
  numbers: z
    .optional(
      z.array(
        z.strictObject({
          ...readNumber.shape,
          label: z.optional(digit).check(z.describe('the label of a test image')),
          addend: z.optional(wholeNumber).check(z.describe('the number that was added')),
          addImage: z.optional(readNumber).check(z.describe('the picture of the number that was added')),
          sum: z.optional(wholeNumber).check(z.describe('the likeliest sum; absent if nothing was added')),
          sumProbability: z.optional(fraction),
          sums: z.optional(likelyNumbers).check(z.describe('the likeliest sums')),
        }),
      ),
    )
    .check(z.describe('the numbers in the pictures, with --number. There are no `predictions` then.')),
  failures: z
    .array(z.strictObject({ source: z.string(), code: z.string(), message: z.string() }))
    .check(z.describe('pictures that could not be read')),
  skipped: z.array(z.string()).check(z.describe('files in the given folders that are not pictures')),
});

export type PredictDocument = z.output<typeof predictDocument>;
export type PredictionDocument = PredictDocument['predictions'][number];
export type NumberDocument = NonNullable<PredictDocument['numbers']>[number];
