import { complaint, type RunProcess } from '../install/run-process.js';
import type { FoundTensorflow } from './find-tensorflow.js';

/** What a library did when it was tried: whether it uses a GPU, or what it complained of. */
export type TriedBinding = { readonly usesGpu: boolean } | { readonly complaint: string };

/** Without blanks and quotes, which a shell of Windows would take apart. */
const PROGRAM = 'console.log(require(process.argv[1]).isUsingGpuDevice())';

/**
 * Loads tfjs-node's native part in a process of its own: a library that is cut off or does not fit ends the process that loads it by a
 * signal.
 */
export async function tryBinding({ bindingFile }: FoundTensorflow, run: RunProcess): Promise<TriedBinding> {
  const result = await run(process.execPath, ['-e', PROGRAM, bindingFile], { env: { TF_CPP_MIN_LOG_LEVEL: '2' } });
  const answer = /^(true|false)$/m.exec(result.stdout)?.[1];
  return result.exitCode === 0 && answer !== undefined
    ? { usesGpu: answer === 'true' }
    : { complaint: complaint(result) };
}
