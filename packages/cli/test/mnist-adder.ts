import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built program. */
export const PROGRAM = fileURLToPath(new URL('../bin/mnist-adder.js', import.meta.url));

/** What a program is started in. */
export interface Start {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input?: Uint8Array;
}

/** What a program came to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program, in a Unicode locale and without a terminal. */
export function startMnistAdder(
  args: readonly string[],
  { cwd, env = {}, input }: Start,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'en_US.UTF-8', ...cache(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that needs no input may have ended before it is written.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]).then(
    ([stdout, stderr, code]) => ({ code, stdout, stderr }),
  );
  return { child, ended };
}

/** Runs the built program to its end. */
export const mnistAdder = (args: readonly string[], start: Start): Promise<Ended> => startMnistAdder(args, start).ended;

/** Where backends are installed. */
function cache(): Record<string, string> {
  const { MNIST_ADDER_CACHE, XDG_CACHE_HOME } = process.env;
  return { ...(MNIST_ADDER_CACHE && { MNIST_ADDER_CACHE }), ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
