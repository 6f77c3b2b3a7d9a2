import picocolors from 'picocolors';

/** A stream to write to, and what is known of the terminal behind it, if there is one. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

type Environment = Readonly<Record<string, string | undefined>>;

/** The program's output, and the environment that says how it may look. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
}

/** What a stream can show. */
export interface Style {
  /** Number of characters in a line. */
  readonly columns: number;
  /** Whether it shows characters beyond ASCII. */
  readonly unicode: boolean;
  /** Makes text bold, dim or red; leaves it unchanged if there are no colours. */
  readonly colors: ReturnType<typeof picocolors.createColors>;
  /** Whether there are the 24 shades of grey of a terminal with 256 colours. */
  readonly greys: boolean;
  /** Whether a line can be redrawn in its place. */
  readonly redraw: boolean;
}

/** What one of the terminal's streams can show. */
export function styleOf(stream: Output, env: Environment): Style {
  const color = hasColor(stream, env);
  return {
    columns: columnsOf(stream, env),
    unicode: hasUnicode(env),
    colors: picocolors.createColors(color),
    greys: color && (env.TERM?.includes('256') === true || isSet(env.COLORTERM)),
    redraw: stream.isTTY === true && env.TERM !== 'dumb' && !isSet(env.CI),
  };
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

/** Whether a stream shows colours: see https://no-color.org and https://force-color.org. */
function hasColor({ isTTY }: Output, env: Environment): boolean {
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0';
  return isTTY === true && env.TERM !== 'dumb';
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
  const locale = [LC_ALL, LC_CTYPE, LANG].find(isSet);
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

/** Writes text to a stream, in ASCII if the environment shows no more. */
export function write(stream: NodeJS.WritableStream, env: Environment, text: string): void {
  stream.write(hasUnicode(env) ? text : text.replace(/[×→·–…’±÷]/g, (character) => IN_ASCII[character]!));
}
