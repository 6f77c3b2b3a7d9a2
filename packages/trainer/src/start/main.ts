import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { describeMachine } from '../run/machine.js';
import { start } from './start.js';

// Keeps TensorFlow.js from advertising its Node backend on the terminal.
tf.enableProdMode();

// Whoever reads the output may stop before it ends: `npm start | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// The first of these ends the run after the step under way, such that it can be resumed; a second one ends the program at once.
const interruption = new AbortController();
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(exitCode);
    interruption.abort(signal);
  });
}

process.exitCode = await start(process.argv.slice(2), {
  terminal: { stdout: process.stdout, stderr: process.stderr, env: process.env },
  // npm and pnpm change into the package's folder; this is where the user was.
  folder: process.env.INIT_CWD ?? process.cwd(),
  machine: describeMachine(),
  packageVersion: version,
  now: () => performance.now() / 1000,
  date: () => new Date(),
  hostname: hostname(),
  pid: process.pid,
  signal: interruption.signal,
  peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
});
