/** A stream that is written to, and what is known of the terminal behind it, if there is one. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** What the program shows itself on. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Whether lines may be redrawn: a terminal that can, and is not a build server's. */
export function canRedraw({ stdout, env }: Terminal): boolean {
  return stdout.isTTY === true && env.TERM !== 'dumb' && env.CI === undefined;
}

/** Whether the terminal shows characters beyond ASCII. */
export function canShowUnicode({ env }: Terminal, platform: NodeJS.Platform = process.platform): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  // Windows and macOS set no locale for their own terminals, which show Unicode.
  if (locale === undefined) return platform === 'win32' || platform === 'darwin';
  return /utf-?8/i.test(locale);
}
