import type { Answer } from '../../program/answer.js';
import { completionScript } from './tab.js';

/** Prints what a shell has to run. */
export function completion({ shell }: { readonly shell: string }): Promise<Answer> {
  const script = completionScript(shell);
  return Promise.resolve({ document: { shell, script }, text: script });
}
