import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { hasUnicode, styleOf, write } from './style.js';

const style = (env: Record<string, string>, isTTY = true) => styleOf(Object.assign(new PassThrough(), { isTTY }), env);

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ CI: 'true' }, true, false],
])('a line can be redrawn with %j on a terminal (%j): %j', (env, isTTY, expected) => {
  expect(style(env, isTTY).redraw).toBe(expected);
});

test.each([
  [{ TERM: 'xterm-256color' }, true, { color: true, greys: true }],
  [{ TERM: 'linux' }, true, { color: true, greys: false }],
  [{ TERM: 'xterm', COLORTERM: 'truecolor' }, true, { color: true, greys: true }],
  [{ TERM: 'xterm-256color', NO_COLOR: '1' }, true, { color: false, greys: false }],
  [{ TERM: 'xterm-256color', NO_COLOR: '' }, true, { color: true, greys: true }],
  [{ TERM: 'dumb' }, true, { color: false, greys: false }],
  [{ TERM: 'xterm-256color' }, false, { color: false, greys: false }],
  [{ TERM: 'xterm-256color', FORCE_COLOR: '1' }, false, { color: true, greys: true }],
  [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, true, { color: false, greys: false }],
])('colours with %j on a terminal (%j): %j', (env, isTTY, expected) => {
  const { colors, greys } = style(env, isTTY);
  expect({ color: colors.isColorSupported, greys }).toEqual(expected);
  expect(colors.bold('7') === '7').toBe(!expected.color);
});

test('lines are as long as the terminal’s, as COLUMNS says, or 80 characters', () => {
  const stream = Object.assign(new PassThrough(), { columns: 132 });
  expect(styleOf(stream, { COLUMNS: '40' }).columns).toBe(132);
  expect(style({ COLUMNS: '40' }).columns).toBe(40);
  expect(style({ COLUMNS: 'wide' }).columns).toBe(80);
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, 'linux', true],
  [{ LANG: 'C' }, 'linux', false],
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'linux', false],
  [{ LC_ALL: '', LC_CTYPE: 'C.utf8' }, 'linux', true],
  [{}, 'linux', false],
  [{}, 'win32', true],
] as const)('with %j on %s: %j', (env, platform, expected) => {
  expect(hasUnicode(env, platform)).toBe(expected);
});

test('texts are written in ASCII if there is no more, and file names as they are', () => {
  const written = (LANG: string) => {
    const stream = new PassThrough({ encoding: 'utf8' });
    write(stream, { LANG }, 'sieben-ß.png: 784 → 490, 20×19 …\n');
    return stream.read() as string;
  };
  expect(written('C.UTF-8')).toBe('sieben-ß.png: 784 → 490, 20×19 …\n');
  expect(written('C')).toBe('sieben-ß.png: 784 -> 490, 20x19 ...\n');
});
