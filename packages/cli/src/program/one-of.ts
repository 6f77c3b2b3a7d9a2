import { InvalidArgumentError } from 'commander';
import leven from 'leven';

/** Reads an argument that has to be one of several names; another one is answered with the nearest. */
export const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name => {
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    const nearest = names.reduce((best, other) => (leven(other, text) < leven(best, text) ? other : best));
    throw new InvalidArgumentError(`Did you mean ${nearest}? There are ${names.join(', ')}.`);
  };
