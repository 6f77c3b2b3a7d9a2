import { InvalidArgumentError } from 'commander';
import leven from 'leven';

/** Reads an argument that has to be one of several names; another one is answered with the nearest. */
export const oneOf = (names: readonly string[]) => (text: string) => {
  if (names.includes(text)) return text;
  const nearest = names.reduce((best, name) => (leven(name, text) < leven(best, text) ? name : best));
  throw new InvalidArgumentError(`Did you mean ${nearest}? There are ${names.join(', ')}.`);
};
