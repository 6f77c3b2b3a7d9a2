import { TfjsOnnxError } from './errors.js';

/** Creates the error for an argument of a public function. */
export function invalidArgument(argument: string, found: unknown, expected: string): TfjsOnnxError {
  const message = `${argument} is ${inWords(found)}, but must be ${expected}.`;
  return new TfjsOnnxError('invalid-argument', message, { argument });
}

/**
 * Checks an object of options.
 *
 * @param choices the values of each option, or undefined if the option is checked elsewhere.
 * @throws `TfjsOnnxError` with code `invalid-argument` if an option has another name or value.
 */
export function checkOptions(options: unknown, choices: Readonly<Record<string, readonly string[] | undefined>>): void {
  if (!isObject(options)) throw invalidArgument('options', options, 'an object');
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(choices, name)) {
      const message = `options is an object with ${name}, but must be an object of ${oneOf(Object.keys(choices), 'and')}.`;
      throw new TfjsOnnxError('invalid-argument', message, { argument: `options.${name}` });
    }
    const allowed = choices[name];
    if (value === undefined || allowed === undefined || allowed.includes(value as string)) continue;
    throw invalidArgument(`options.${name}`, value, oneOf(allowed.map(inWords), 'or'));
  }
}

const TYPES = ['float32', 'int32', 'bool'];

/**
 * Checks the inputs of a recording.
 *
 * @throws `TfjsOnnxError` with code `invalid-argument` if an input has no valid shape or type.
 */
export function checkInputSpecs(inputs: unknown): void {
  if (!isObject(inputs)) throw invalidArgument('inputs', inputs, 'an object of { shape, dtype } by name');
  for (const [name, spec] of Object.entries(inputs)) {
    if (!isObject(spec)) throw invalidArgument(`inputs.${name}`, spec, 'an object { shape, dtype }');
    const { shape, dtype = 'float32' } = spec as { shape?: unknown; dtype?: unknown };
    if (!Array.isArray(shape) || !shape.every(isLength)) {
      const expected =
        "an array of lengths: whole numbers, or a name such as 'batch' for a length that each run chooses";
      throw invalidArgument(`inputs.${name}.shape`, shape, expected);
    }
    if (!TYPES.includes(dtype as string)) {
      throw invalidArgument(`inputs.${name}.dtype`, dtype, oneOf(TYPES.map(inWords), 'or'));
    }
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLength = (length: unknown) =>
  typeof length === 'string' ? length !== '' : Number.isSafeInteger(length) && (length as number) >= 0;

const oneOf = (words: readonly string[], last: string) =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;

function inWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inWords).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  return isObject(value) ? 'an object' : typeof value === 'function' ? 'a function' : String(value);
}
