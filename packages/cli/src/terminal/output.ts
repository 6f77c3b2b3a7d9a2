/** A stream to write to, and what is known of the terminal behind it, if there is one. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The program's output, and the environment that says how it may look. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
}

/** Number of characters in a line, if nothing is known of the terminal. */
const COLUMNS = 80;

/** How many characters fit in a line of a stream: its terminal's width, or the variable `COLUMNS`, or 80. */
export function columnsOf({ columns }: Pick<Output, 'columns'>, { COLUMNS: text }: Environment): number {
  // A terminal that does not know its width says 0.
  const width = [columns, Number(text)].find((number) => Number.isInteger(number) && number! > 0);
  return width ?? COLUMNS;
}

/** Whether a terminal in this environment shows characters beyond ASCII. */
export function hasUnicode(
  { LC_ALL, LC_CTYPE, LANG }: Environment,
  platform: NodeJS.Platform = process.platform,
): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  // Windows and macOS set no locale for their own terminals, which show Unicode.
  if (locale === undefined) return platform === 'win32' || platform === 'darwin';
  return /utf-?8/i.test(locale);
}

/** ASCII for the characters of our own texts that are not. File names stay as they are. */
const IN_ASCII: Readonly<Record<string, string>> = {
  '×': 'x',
  '→': '->',
  '·': '|',
  '–': '-',
  '…': '...',
  '’': "'",
  '±': '+-',
  '÷': '/',
};

/** Whether a stream shows colours: see https://no-color.org and https://force-color.org. */
export function hasColor({ isTTY }: Pick<Output, 'isTTY'>, env: Environment): boolean {
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0';
  return isTTY === true && env.TERM !== 'dumb';
}

/** Whether an environment variable has a value. */
export const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

/** Characters that a terminal obeys instead of showing them: controls, ends of lines, and what turns the direction of writing. */
const CONTROLS = String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]`;
const CONTROL = new RegExp(CONTROLS, 'gu');
/** The same, or one of the sequences for colours that this program writes, as a group. */
const CONTROL_OR_COLOR = new RegExp(String.raw`(\x1b\[(?:\d+;?)*m)|${CONTROLS}`, 'gu');

const escapeOf = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Escapes what does not belong into a line: control characters, as JSON does. Names of files, models and settings may come from anyone,
 * and may hold sequences that a terminal obeys. In a JSON text it changes no value.
 */
export const oneLine = (text: string): string => text.replace(CONTROL, escapeOf);

/**
 * A text as a stream shows it: in ASCII if the environment shows no more. Control characters are escaped, except for the ends of lines and,
 * where colours are shown, the sequences for colours.
 */
function shown(stream: Output, env: Environment, text: string): string {
  const colors = hasColor(stream, env);
  const safe = text.replace(CONTROL_OR_COLOR, (control, color?: string) =>
    control === '\n' || (colors && color !== undefined) ? control : oneLine(control),
  );
  return hasUnicode(env) ? safe : safe.replace(/[×→·–…’±÷]/g, (character) => IN_ASCII[character]!);
}

/** Writes text to a stream, as far as the terminal shows it. What it would obey is escaped, except for ends of lines and our own colours. */
export function write(stream: Output, env: Environment, text: string): void {
  stream.write(shown(stream, env, text));
}

/**
 * Writes a sentence for people to standard error.
 *
 * @param elsewhere whether it goes to standard output if standard error cannot be written.
 */
export function say({ stdout, stderr, env }: Terminal, sentence: string, elsewhere: boolean): void {
  const line = `${oneLine(sentence)}\n`;
  stderr.write(shown(stderr, env, line), (error) => {
    if (error && elsewhere) write(stdout, env, line);
  });
}

/** Writes a document as JSON. What a terminal would obey is escaped, which changes no value. */
export function writeJson(stream: Output, document: unknown): void {
  const lines = JSON.stringify(document, null, 2).split('\n');
  stream.write(`${lines.map(oneLine).join('\n')}\n`);
}

/** Writes a value as one line of JSON, escaped as {@link writeJson} does. */
export function writeJsonLine(stream: Output, value: unknown): void {
  stream.write(`${oneLine(JSON.stringify(value))}\n`);
}
