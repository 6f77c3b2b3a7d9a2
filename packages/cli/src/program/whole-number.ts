import { InvalidArgumentError } from 'commander';

/** Reads an argument that has to be a whole number within bounds, both included. */
export const wholeNumber =
  (least: number, greatest = Number.MAX_SAFE_INTEGER) =>
  (text: string) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= greatest) return number;
    const range = greatest === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${greatest}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };
