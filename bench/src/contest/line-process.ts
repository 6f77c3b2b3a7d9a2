import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that answers each line with a line. */
export interface LineProcess {
  /** The next line that it says. */
  next(): Promise<string>;
  /** Says a line to it, and gives the next that it says. */
  ask(line: string): Promise<string>;
  /** Ends it, and waits until it has gone. */
  close(): Promise<void>;
}

/** Starts a program. What it says besides is shown only if it fails. */
export function startLineProcess(command: string, args: readonly string[]): LineProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  // That it has gone is learned from its output's end.
  child.stdin.on('error', () => undefined);
  const failedToStart = new Promise<never>((_, reject) => child.once('error', reject));
  failedToStart.catch(() => undefined);
  const gone = new Promise<void>((resolve) => {
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
    await gone;
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
      await gone;
    },
  };
}
