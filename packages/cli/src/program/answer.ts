/** What a command comes to. */
export interface Answer {
  /** For programs: the document that `--json` prints. */
  readonly document: unknown;
  /** For people, without the line's end after it; nothing is printed where it is empty. */
  readonly text: string;
  /** Default: 0. */
  readonly exitCode?: number;
}
