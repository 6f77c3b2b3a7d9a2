import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that answers each line with a line. */
export interface LineProcess {
  /** Returns the next line that the process writes. */
  next(): Promise<string>;
  /** Writes a line to the process, and returns the next line that it writes. */
  ask(line: string): Promise<string>;
  /** Ends the process, and waits until it has ended. */
  close(): Promise<void>;
}

/** Starts a program. What it writes to standard error is shown only if it fails. */
export function startLineProcess(command: string, args: readonly string[]): LineProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  // The end of its output shows that the process has ended.
  child.stdin.on('error', () => undefined);
  const failedToStart = new Promise<never>((_, reject) => child.once('error', reject));
  failedToStart.catch(() => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const next = async () => {
    const line = await Promise.race([lines.next(), failedToStart]);
    if (line.done !== true) return line.value;
    await ended;
    throw new Error(`${[command, ...args].join(' ')} ended.\n${complaints}`);
  };
  return {
    next,
    ask(line) {
      child.stdin.write(`${line}\n`);
      return next();
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * The other side, in the process itself: writes that it is ready, and then answers each line, the seconds to run for, with the
 * milliseconds of each run. It ends when its input ends.
 */
export async function serve(ready: object, runFor: (seconds: number) => Promise<number[]>): Promise<void> {
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const milliseconds = await runFor(Number(line));
    // Four decimals keep the line short: there are many numbers.
    process.stdout.write(`${JSON.stringify(milliseconds.map((value) => Number(value.toFixed(4))))}\n`);
  }
}

/** Calls a function again and again until the time is over, at least once. Returns the milliseconds of each call. */
export async function repeatFor(seconds: number, run: () => Promise<unknown>): Promise<number[]> {
  const milliseconds: number[] = [];
  const start = performance.now();
  let last = start;
  do {
    await run();
    const time = performance.now();
    milliseconds.push(time - last);
    last = time;
  } while (last < start + 1000 * seconds);
  return milliseconds;
}
