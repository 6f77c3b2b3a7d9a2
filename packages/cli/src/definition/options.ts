import { Argument, InvalidArgumentError, Option } from 'commander';
import { naming } from './names.js';
import { nearest } from './nearest.js';

/** An option whose value is one of several names. */
export const optionOneOf = (flags: string, description: string, names: readonly string[]): Option =>
  new Option(flags, description).choices(names).argParser(oneOf(names));

/** An argument that is one of several names. */
export const argumentOneOf = (name: string, description: string, names: readonly string[]): Argument =>
  new Argument(name, description).choices(names).argParser(oneOf(names));

/** Reads one of several names. The error for another one suggests the nearest. */
export const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name => {
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    throw new InvalidArgumentError(`Did you mean ${nearest(names, text)!}? There are ${names.join(', ')}.`);
  };

/** An option whose value is a whole number from `min` to `max`, both included. */
export const optionOfNumber = (flags: string, description: string, min: number, max?: number): Option =>
  new Option(flags, description).argParser(wholeNumber(min, max));

/** Reads a whole number from `min` to `max`, both included. */
export const wholeNumber =
  (min: number, max = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };

/** An option whose value is a whole number of up to `maximum` digits, of any size. It stays text. */
export const optionOfDigits = (flags: string, description: string, maximum: number): Option =>
  new Option(flags, description).argParser((text) => {
    if (/^\d+$/.test(text) && text.length <= maximum) return text;
    throw new InvalidArgumentError(`It must be a whole number of at most ${maximum} digits.`);
  });

/** The option that names a data set. */
export const dataOption = (): Option =>
  new Option(
    '--data <path>',
    'labelled digits: a folder of folders 0 to 9 of pictures, or of four IDX files; mnist.npz, train.csv or parquet files; or a zip of these',
  ).default(undefined, 'MNIST');

/** The option that says how a data set's images are stored. */
export const transposedOption = (): Option =>
  new Option('--transposed', "images are stored column by column, as EMNIST's are").default(
    undefined,
    'only in files named emnist-…',
  );

/** The option that says whether a data set's pictures are prepared. */
export const preparationOption = (): Option =>
  optionOneOf('--preparation <when>', 'whether pictures of --data are prepared as predict does it', [
    'auto',
    'on',
    'off',
  ]).default(undefined, 'auto: unless all are 28 × 28, light on black');

const MODEL = 'a saved model or a run: its directory, the name of a run in runs/ or of a bundled model, or latest';

/** The argument that names a saved model. */
export const modelArgument = (also = ''): Argument =>
  naming('model', new Argument('[model]', `${MODEL}${also} (default: adder-small)`));

/** What may be given besides a saved model where it only predicts. */
export const OR_EXPORTED = '; or an exported .onnx file';

/** An option that names a saved model. */
export const modelOption = (flags: string, description: string, also = ''): Option =>
  naming('model', new Option(flags, `${description}: ${MODEL}${also}`));

/** An argument that names a run. */
export const runArgument = (name: string): Argument =>
  naming('run', new Argument(name, 'a run: its directory, its name in runs/, or latest'));
