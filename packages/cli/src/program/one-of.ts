import { Argument, InvalidArgumentError, Option } from 'commander';
import leven from 'leven';

/** An option whose value is one of several names. */
export const optionOneOf = (flags: string, description: string, names: readonly string[]) =>
  new Option(flags, description).choices(names).argParser(oneOf(names));

/** An argument that is one of several names. */
export const argumentOneOf = (name: string, description: string, names: readonly string[]) =>
  new Argument(name, description).choices(names).argParser(oneOf(names));

/** Reads what has to be one of several names; another one is answered with the nearest. */
const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name => {
    const name = names.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    // The beginning of a name is nearer to it than to whatever else is as short.
    const begun = names.filter((candidate) => candidate.startsWith(text));
    const nearest = (begun.length > 0 ? begun : names).reduce((best, other) =>
      leven(other, text) < leven(best, text) ? other : best,
    );
    throw new InvalidArgumentError(`Did you mean ${nearest}? There are ${names.join(', ')}.`);
  };
