import { spawn } from 'node:child_process';

export interface ProcessResult {
  /** Nothing where there is no such program. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly folder?: string;
  /** Besides what this process has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. It never throws: what happened is in the result. */
export type RunProcess = (command: string, args: readonly string[], options?: ProcessOptions) => Promise<ProcessResult>;

/** Runs a program of this system. */
export const runProcess: RunProcess = (command, args, { folder, env = {} } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(folder !== undefined && { cwd: folder }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a script there.
      shell: process.platform === 'win32',
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', (error) => {
      resolve({ ...output, exitCode: undefined, stderr: error.message });
    });
    child.on('close', (exitCode, signal) => {
      resolve({
        ...output,
        exitCode: exitCode ?? 128,
        ...(signal && { stderr: `${output.stderr}ended by ${signal}` }),
      });
    });
  });

/** The line in which a program says what went wrong: the first that speaks of an error, or else the last. */
export function complaint({ stdout, stderr }: ProcessResult): string {
  const lines = `${stdout}\n${stderr}`.trimEnd().split('\n');
  return (lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1)!).trim();
}
