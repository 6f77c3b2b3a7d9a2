/** What happens in an installation. */
export type InstallEvent =
  /** Something new is begun. */
  | { readonly type: 'stage'; readonly text: string }
  | { readonly type: 'progress'; readonly doneBytes: number; readonly totalBytes: number };
