import { ArgumentError } from './errors.js';

/**
 * Accepts an integer within a range, both ends included.
 *
 * @throws `ArgumentError` for any other value.
 */
export function checkInteger(argument: string, value: unknown, from: number, to = Number.MAX_SAFE_INTEGER): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to) return;
  throw new ArgumentError(argument, integerRange(from, to), value);
}

function integerRange(from: number, to: number): string {
  if (to !== Number.MAX_SAFE_INTEGER) return `an integer from ${from} to ${to}`;
  return from === Number.MIN_SAFE_INTEGER ? 'an integer' : `an integer of at least ${from}`;
}

/**
 * Accepts a number within a range, both ends included.
 *
 * @throws `ArgumentError` for any other value, NaN included.
 */
export function checkNumber(argument: string, value: unknown, from: number, to: number): void {
  if (typeof value === 'number' && value >= from && value <= to) return;
  throw new ArgumentError(argument, `a number from ${from} to ${to}`, value);
}

/**
 * Accepts any object that is not an array.
 *
 * @param names the names of what it should hold.
 * @throws `ArgumentError` for any other value.
 */
export function checkObject(argument: string, value: unknown, names: readonly string[]): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new ArgumentError(argument, `an object with ${names.join(', ')}`, value);
}

/** Accepts a value, or throws an `ArgumentError` that names the argument. */
export type Check = (argument: string, value: unknown) => void;

/** Checks of single values. */
export const is = {
  integer:
    (from = Number.MIN_SAFE_INTEGER, to?: number): Check =>
    (argument, value) => {
      checkInteger(argument, value, from, to);
    },
  number:
    (from: number, to: number): Check =>
    (argument, value) => {
      checkNumber(argument, value, from, to);
    },
  object:
    (...names: readonly string[]): Check =>
    (argument, value) => {
      checkObject(argument, value, names);
    },
  /** An object with these functions. */
  methods:
    (...names: readonly string[]): Check =>
    (argument, value) => {
      checkFields(argument, value as object, Object.fromEntries(names.map((name) => [name, is.function])));
    },
  oneOf:
    (...words: readonly string[]): Check =>
    (argument, value) => {
      if (typeof value !== 'string' || !words.includes(value)) {
        throw new ArgumentError(argument, `one of ${words.join(', ')}`, value);
      }
    },
  /** An array or a typed array. */
  list:
    (expected: string): Check =>
    (argument, value) => {
      if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && 'length' in value)) {
        throw new ArgumentError(argument, expected, value);
      }
    },
  /** A text that is not empty. */
  string: accept('a string', (value) => typeof value === 'string' && value !== ''),
  /** A text that may be empty. */
  text: accept('a string', (value) => typeof value === 'string'),
  boolean: accept('true or false', (value) => typeof value === 'boolean'),
  function: accept('a function', (value) => typeof value === 'function'),
  bytes: accept('bytes in a Uint8Array', (value) => value instanceof Uint8Array),
  /** Checks by other means, or none. */
  anything: accept('anything', () => true),
  optional:
    (check: Check): Check =>
    (argument, value) => {
      if (value !== undefined) check(argument, value);
    },
};

function accept(expected: string, fits: (value: unknown) => boolean): Check {
  return (argument, value) => {
    if (!fits(value)) throw new ArgumentError(argument, expected, value);
  };
}

/**
 * Checks what an object holds. Other keys are accepted.
 *
 * @throws `ArgumentError` if it is no object, or a check fails.
 */
export function checkFields<T extends object>(
  argument: string,
  value: T,
  checks: Readonly<Partial<Record<keyof T, Check>>>,
): void {
  const entries = Object.entries<Check | undefined>(checks);
  checkObject(
    argument,
    value,
    entries.map(([name]) => name),
  );
  const fields = value as Readonly<Record<string, unknown>>;
  for (const [name, check] of entries) check?.(`${argument}.${name}`, fields[name]);
}

/**
 * Checks an object of options. It has no other keys than those of its type, as an option that is misspelt would have no effect.
 *
 * @param known a check of each key of the type.
 * @throws `ArgumentError` for another key, or if a check fails.
 */
export function checkOptions<T extends object>(
  argument: string,
  options: T,
  known: Readonly<Record<keyof T, Check>>,
): void {
  const names = Object.keys(known);
  checkObject(argument, options, names);
  for (const [name, value] of Object.entries(options)) {
    if (names.includes(name)) continue;
    throw new ArgumentError(`${argument}.${name}`, `one of ${names.join(', ')} instead`, value);
  }
  const values = options as Readonly<Record<string, unknown>>;
  for (const [name, check] of Object.entries<Check>(known)) check(name, values[name]);
}
