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

const inAscii = (text: string): string => text.replace(/[×→·–…’±÷]/g, (character) => IN_ASCII[character]!);

/** Writes text to a stream, in ASCII if the environment shows no more. */
export function write(stream: NodeJS.WritableStream, env: Environment, text: string): void {
  stream.write(hasUnicode(env) ? text : inAscii(text));
}

/**
 * Writes a sentence for people to standard error.
 *
 * @param elsewhere whether it goes to standard output if standard error cannot be written.
 */
export function say({ stdout, stderr, env }: Terminal, sentence: string, elsewhere: boolean): void {
  const text = hasUnicode(env) ? sentence : inAscii(sentence);
  stderr.write(`${text}\n`, (error) => {
    if (error && elsewhere) stdout.write(`${text}\n`);
  });
}
