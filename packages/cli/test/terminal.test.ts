import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { beforeAll, expect, test } from 'vitest';
import { mnistAdder, PROGRAM } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

let data: string;
beforeAll(async () => {
  data = await writeSmallMnist(2560, 500);
});

const HOLD_TERMINAL = fileURLToPath(new URL('hold-terminal.mjs', import.meta.url));
const END = 'The program ended with ';

/** Runs the built program in a pseudo-terminal; a key is pressed once something has appeared. */
function inTerminal(
  args: readonly string[],
  {
    cols = 80,
    env = {},
    press,
  }: { cols?: number; env?: Record<string, string>; press?: [after: RegExp, key: string] } = {},
) {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  const terminal = spawn(process.execPath, [HOLD_TERMINAL, END, PROGRAM, ...args], {
    ...{ cols, rows: 30, cwd, name: env.TERM ?? 'xterm-256color' },
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', ...env },
  });
  let text = '';
  let isPressed = false;
  return new Promise<{ code: number; text: string; cwd: string }>((resolve) => {
    terminal.onData((data) => {
      text += data;
      if (press !== undefined && !isPressed && press[0].test(text)) {
        isPressed = true;
        terminal.write(press[1]);
      }
      const [shown, code] = text.split(END);
      if (code?.endsWith('\n') !== true) return;
      terminal.write('\r');
      resolve({ code: Number(code), text: shown!, cwd });
    });
  });
}

/** Runs a command in this process, with streams that say that they are a terminal. */
function asInTerminal(args: readonly string[], TERM: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  return mnistAdder(args, { cwd, columns: 80, env: { TERM } });
}

const training = () => ['train', '--data', data, '--epochs', '2', '--threads', '1', '--out', 'out'];

test('training shows a bar that is redrawn and fits, and what it came to', async () => {
  const { code, text } = await inTerminal(training());
  expect(code).toBe(0);
  expect(text).toMatch(/epoch 1\/2 ░+ 0%/);
  expect(text).toMatch(/epoch 1\/2 [█░]{10,} \d+% · \d+ \S+ left · loss \d\.\d{3} · digit \d+\.\d\d %/);
  expect(text).not.toMatch(/[ ·]0 s left · |0s left|loss -/);
  expect(text).toContain('Over all 5,000 test pairs');
  // Each time the bar is drawn, the cursor goes to the beginning of its line.
  const lines = text.split(/\r\n|\[1G|\[2K/).map(stripVTControlCharacters);
  expect(Math.max(...lines.filter((line) => line.startsWith('epoch')).map((line) => line.length))).toBeLessThanOrEqual(
    80,
  );
});

test('the digits are drawn in shades of grey, as many as fit', async () => {
  const wide = await inTerminal(['data', 'show', '--count', '3'], { cols: 80 });
  expect(wide.text).toMatch(/\[38;5;\d+;48;5;\d+m▀/);
  const rows = (text: string) => text.trimEnd().split('\r\n').length;
  const narrow = await inTerminal(['data', 'show', '--count', '3'], { cols: 30 });
  expect(rows(narrow.text)).toBeGreaterThan(2.5 * rows(wide.text));
});

test.each([
  ['NO_COLOR', { NO_COLOR: '1' }],
  ['TERM=dumb', { TERM: 'dumb' }],
])('%s has no escape sequences', async (_, env) => {
  const { code, text } = await inTerminal(['predict', '--test', '0', '--add', '5'], { env });
  expect(code).toBe(0);
  expect(text).toContain('7 + 5 = 12');
  expect(text.includes('\x1b')).toBe(false);
});

test('a dumb terminal gets plain lines of progress', async () => {
  const { stdout, stderr } = await asInTerminal(training(), 'dumb');
  expect(stderr).toMatch(/^epoch 1\/2 · train digit/m);
  expect((stdout + stderr).includes('\x1b')).toBe(false);
});

test('an evaluation shows how far it is', async () => {
  const { code, stderr } = await asInTerminal(['evaluate', '--data', data], 'xterm-256color');
  expect(code).toBe(0);
  expect(stderr).toMatch(/[█░]+ \d+ of 500 images/);
});

test('Ctrl-C ends a training such that it can go on', async () => {
  const endless = ['train', '--data', data, '--training.epochs', '1000000', '--out', 'out'];
  const { code, text, cwd } = await inTerminal(endless, { press: [/ [2-9]\d%/, '\x03'] });
  expect(code).toBe(130);
  expect(text).toMatch(/Stopped after step \d+\. Go on with: mnist-adder train --resume out/);
  expect(readFileSync(join(cwd, 'out', 'config.json'), 'utf8')).toContain('"recipe"');
});
