type Environment = Readonly<Record<string, string | undefined>>;

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

/** What our own texts have beyond ASCII, in ASCII. Names of files stay as they are. */
const IN_ASCII: Readonly<Record<string, string>> = {
  ...{ '×': 'x', '→': '->', '·': '|', '–': '-', '…': '...', '’': "'", '±': '+-', '÷': '/' },
};

/** Writes a text to a stream, in ASCII where there is no more. */
export function write(stream: NodeJS.WritableStream, env: Environment, text: string): void {
  stream.write(hasUnicode(env) ? text : text.replace(/[×→·–…’±÷]/g, (character) => IN_ASCII[character]!));
}
