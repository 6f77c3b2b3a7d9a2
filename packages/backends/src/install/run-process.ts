import { spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';

/** How a program ended. */
export interface ProcessResult {
  /** The program's exit code. Undefined if there is no such program. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@link RunProcess}. */
interface ProcessOptions {
  /** The working directory. Default: this process's. */
  readonly folder?: string | undefined;
  /** Environment variables, added to those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Runs a program to its end. It never throws: the result says what went wrong. */
export type RunProcess = (command: string, args: readonly string[], options?: ProcessOptions) => Promise<ProcessResult>;

/** Runs a program of this system. */
export const runProcess: RunProcess = (command, args, { folder, env = {} } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows npm is a script.
      shell: process.platform === 'win32' && !isAbsolute(command),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', ({ message }) => {
      resolve({ exitCode: undefined, stdout, stderr: message });
    });
    child.on('close', (exitCode, signal) => {
      const end = signal === null ? '' : `ended by ${signal}`;
      resolve({ exitCode: exitCode ?? 128, stdout, stderr: stderr + end });
    });
  });

/** The line in which a program says what went wrong: the first that speaks of an error, or else the last. */
export function complaint({ stdout, stderr }: ProcessResult): string {
  const lines = `${stdout}\n${stderr}`.trimEnd().split('\n');
  return (lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1)!).trim();
}
