import { Argument, InvalidArgumentError, Option } from 'commander';
import leven from 'leven';

/** An option whose value is one of several names. */
export const optionOneOf = (flags: string, description: string, names: readonly string[]): Option =>
  new Option(flags, description).choices(names).argParser(oneOf(names));

/** An argument that is one of several names. */
export const argumentOneOf = (name: string, description: string, names: readonly string[]): Argument =>
  new Argument(name, description).choices(names).argParser(oneOf(names));

/** Reads one of several names. The error for another one suggests the nearest. */
const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name => {
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    // A name that starts with the text is nearer than a short one that does not.
    const begun = names.filter((candidate) => candidate.startsWith(text));
    const nearest = (begun.length > 0 ? begun : names).reduce((best, other) =>
      leven(other, text) < leven(best, text) ? other : best,
    );
    throw new InvalidArgumentError(`Did you mean ${nearest}? There are ${names.join(', ')}.`);
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

/** The option that names a data set. */
export const dataOption = (): Option =>
  new Option('--data <dir>', 'folder of four IDX files, gzipped or not').default(undefined, 'MNIST');

/** What an argument or option that names a saved model means. */
export const MODEL_MEANING = 'directory of a saved model, or of a run (default: the bundled model)';
