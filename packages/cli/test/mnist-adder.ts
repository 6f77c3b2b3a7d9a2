import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { errnoOf } from '@mnist-adder/dataset/internal/node';
import { runCli } from '../src/run-cli.js';

/** The built program. */
export const PROGRAM = fileURLToPath(new URL('../bin/mnist-adder.js', import.meta.url));

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What a command is started in. */
interface Start {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input?: Uint8Array;
}

/** Exit code and output of a command that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command in this process: what it loads is loaded once for all tests of a file.
 *
 * @param start `columns` gives it a terminal of that width; without, it has none.
 */
export async function mnistAdder(
  args: readonly string[],
  { cwd, env = {}, input, columns }: Start & { readonly columns?: number },
): Promise<Ended> {
  const stdout = new OutputStream(columns);
  const stderr = new OutputStream(columns);
  const code = await runCli(args, {
    terminal: { stdout, stderr, env: { LANG: 'en_US.UTF-8', ...env } },
    stdin: Readable.from(input === undefined ? [] : [input]),
    folder: cwd,
    trainCommand: 'mnist-adder train',
    packageVersion: version,
    now: () => performance.now() / 1000,
    date: () => new Date(),
    hostname: 'test',
    pid: process.pid,
    interruption: () => ({ signal: new AbortController().signal, exitCode: 1 }),
    peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** A stream that keeps what is written to it. */
class OutputStream extends Writable {
  text = '';
  /** As a terminal has them; nothing else does. */
  declare readonly isTTY?: boolean;
  declare readonly columns?: number;

  constructor(columns?: number) {
    super({ decodeStrings: false });
    if (columns !== undefined) Object.assign(this, { columns, isTTY: true });
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/**
 * Starts the built program in a process of its own, in a Unicode locale and without a terminal.
 *
 * @param start `stdio` replaces the pipes that its output is read from.
 */
export function startProgram(
  args: readonly string[],
  {
    cwd,
    env = {},
    input,
    nodeOptions = [],
    stdio = 'pipe',
  }: Start & { readonly nodeOptions?: readonly string[]; readonly stdio?: StdioOptions },
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...nodeOptions, PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'en_US.UTF-8', ...cache(), ...env },
    stdio,
  });
  // A program that needs no input may have ended before it is written.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const ended = Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]).then(
    ([stdout, stderr, code]) => ({ code, stdout, stderr }),
  );
  return { child, ended };
}

/** Runs the built program to its end, in a process of its own. */
export const runProgram = (args: readonly string[], start: Start): Promise<Ended> => startProgram(args, start).ended;

/** Where backends are installed. */
function cache(): Record<string, string> {
  const { MNIST_ADDER_CACHE, XDG_CACHE_HOME } = process.env;
  return { ...(MNIST_ADDER_CACHE && { MNIST_ADDER_CACHE }), ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) };
}

async function textOf(stream: AsyncIterable<Buffer> | null): Promise<string> {
  if (stream === null) return '';
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch (error) {
    // A test closed it.
    if (errnoOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
  return Buffer.concat(chunks).toString();
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
