import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Interruption } from './definition/cli-context.js';
import { runCli } from './run-cli.js';

/** Exit codes of programs that a signal ended. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** The exit code of a program whose reader has gone, as SIGPIPE would give it. */
const READER_GONE = 141;

const NAMES = { stdout: 'Standard output', stderr: 'Standard error' };
const unwritable = (output: keyof typeof NAMES, code: string) => `${NAMES[output]} cannot be written (${code})`;

/** Why an output can no longer be written: the code of the first error. */
const lost: { stdout?: string | undefined; stderr?: string | undefined } = {};
/** Whether the terminal was closed. */
let hasHungUp = false;
let onLoss: (problem: string, exitCode: number) => void = () => undefined;

// Without a listener, an error would end the program with a stack.
for (const output of ['stdout', 'stderr'] as const) {
  process[output].on('error', (error: NodeJS.ErrnoException) => {
    if (lost[output] !== undefined) return;
    const code = (lost[output] = error.code ?? error.message);
    if (code === 'EIO' && process[output].isTTY) hasHungUp = true;
    if (code === 'EPIPE') onLoss(`${NAMES[output]} has no reader any more`, READER_GONE);
    else onLoss(unwritable(output, code), 1);
  });
}
process.on('exit', (exitCode) => {
  if (hasHungUp) endBySighup();
  // A failure was said already, and the reader of standard output may have seen enough: `mnist-adder runs | head`.
  if (exitCode !== 0 || lost.stdout === undefined || lost.stdout === 'EPIPE') return;
  process.stderr.write(`${unwritable('stdout', lost.stdout)}: make room, or send it to another place.\n`);
  process.exitCode = 1;
});

/** From this call on, the first signal, or an output that cannot be written, is an interruption. */
function interruption(): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  const interrupted: { -readonly [Name in keyof Interruption]: Interruption[Name] } = { signal, exitCode: 1 };
  onLoss = (problem, exitCode) => {
    if (signal.aborted) return;
    Object.assign(interrupted, { problem, exitCode });
    controller.abort();
  };
  for (const [name, exitCode] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      // A terminal that closes sends several, and its outputs are lost as well.
      if (name === 'SIGHUP') hasHungUp = true;
      else if (signal.aborted) process.exit(exitCode);
      if (signal.aborted) return;
      interrupted.exitCode = exitCode;
      controller.abort();
    });
  }
  return interrupted;
}

/** Ends the program as SIGHUP does without a listener: 129 for a shell. Without a terminal, Node crashes where it resets that at exit. */
function endBySighup(): void {
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** The directory that the program was started in. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('The current directory does not exist any more: change to another one.\n');
    process.exit(1);
  }
}

const isStart = process.env.npm_lifecycle_event === 'start';
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: { stdout: process.stdout, stderr: process.stderr, env: process.env },
  // Node opens standard input when it is first asked for, which takes time.
  get stdin() {
    return process.stdin;
  },
  // A script of npm or pnpm starts in the package's folder. INIT_CWD is where the user was.
  folder: (isStart ? process.env.INIT_CWD : undefined) ?? workingDirectory(),
  trainCommand: isStart ? 'npm start --' : 'mnist-adder train',
  packageVersion: version,
  now: () => performance.now() / 1000,
  date: () => new Date(),
  hostname: hostname(),
  pid: process.pid,
  interruption,
  peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
});
