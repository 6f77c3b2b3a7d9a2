import { MnistAdderError } from './mnist-adder-error.js';

/** A function was called with a value that it cannot work with. */
export class ArgumentError extends MnistAdderError {
  override readonly name = 'ArgumentError';

  constructor(
    /** The parameter's name, as in the function's signature. */
    readonly argument: string,
    /** What would have been accepted, in words: `an integer from 1 to 48000`. */
    readonly expected: string,
    readonly found: unknown,
  ) {
    super('argument', `${argument} is ${describe(found)}: give ${expected}.`);
  }
}

/** @throws `ArgumentError` unless `value` is an integer from `from` to `to`, both included. */
export function checkInteger(argument: string, value: number, from: number, to = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= from && value <= to) return;
  throw new ArgumentError(argument, integerRange(from, to), value);
}

/** @throws `ArgumentError` unless `value` is a number from `from` to `to`, both included. */
export function checkNumber(argument: string, value: number, from: number, to: number): void {
  if (value >= from && value <= to) return;
  throw new ArgumentError(argument, `a number from ${from} to ${to}`, value);
}

function integerRange(from: number, to: number): string {
  if (to !== Number.MAX_SAFE_INTEGER) return `an integer from ${from} to ${to}`;
  return from === Number.MIN_SAFE_INTEGER ? 'an integer' : `an integer of at least ${from}`;
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
