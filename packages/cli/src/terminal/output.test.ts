import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { hasUnicode, oneLine, write, writeJson } from './output.js';

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

/** What a terminal may obey: title, colour, C1's CSI, bell, carriage return, direction of writing, line separators, DEL. */
const HOSTILE = 'a\x1b]0;x\x07\x1b[31m\x1b[2J\x9b31m\r\b\t\u202egnp.\u2066\u061c\u2028\u2029\x7f\x85z';
const OBEYED = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

const written = (text: string, settings: { isTTY?: boolean } = {}) => {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), settings);
  write(stream, { LANG: 'C.UTF-8', TERM: 'xterm-256color' }, text);
  return stream.read() as string;
};

test('nothing that a terminal would obey is written, except ends of lines', () => {
  expect(written(`${HOSTILE}\n${HOSTILE}`).split('\n')).toEqual([oneLine(HOSTILE), oneLine(HOSTILE)]);
  expect(oneLine(`${HOSTILE}\n`)).not.toMatch(OBEYED);
  expect(oneLine('x\x1b[31m\n\x9b')).toBe(String.raw`x\u001b[31m\u000a\u009b`);
  expect(oneLine('sieben-ß 七 👩‍👩‍👧.png')).toBe('sieben-ß 七 👩‍👩‍👧.png');
});

test('colours stay where a terminal shows them', () => {
  expect(written('\x1b[1m7\x1b[22m \x1b[38;5;243;48;5;243m▀\x1b[0m', { isTTY: true })).toBe(
    '\x1b[1m7\x1b[22m \x1b[38;5;243;48;5;243m▀\x1b[0m',
  );
  expect(written('\x1b[2J\x1b[1A\x1b[1m', { isTTY: true })).toBe('\\u001b[2J\\u001b[1A\x1b[1m');
  expect(written('\x1b[1m7')).toBe('\\u001b[1m7');
});

test('JSON keeps its values', () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  const document = { [HOSTILE]: [HOSTILE] };
  writeJson(stream, document);
  const text = stream.read() as string;
  expect(JSON.parse(text)).toEqual(document);
  expect(text.replaceAll('\n', '')).not.toMatch(OBEYED);
});
