import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { SIGNAL_EXIT_CODES } from './definition/cli-context.js';
import { runCli } from './run-cli.js';

// The reader of the output may stop before it ends: `mnist-adder runs | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, exitCode] of Object.entries(SIGNAL_EXIT_CODES)) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort(signal);
    });
  }
  return controller.signal;
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
  folder: isStart ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd(),
  trainCommand: isStart ? 'npm start --' : 'mnist-adder train',
  packageVersion: version,
  now: () => performance.now() / 1000,
  date: () => new Date(),
  hostname: hostname(),
  pid: process.pid,
  interruption,
  peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
});
