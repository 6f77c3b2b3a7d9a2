import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { canRedraw, canShowUnicode } from './terminal.js';

const terminal = (env: Record<string, string>, isTTY = true) => {
  const output = Object.assign(new PassThrough(), { isTTY });
  return { stdout: output, stderr: output, env };
};

describe('canRedraw', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ CI: 'true' }, true, false],
  ])('%j on a terminal: %j → %j', (env, isTTY, expected) => {
    expect(canRedraw(terminal(env, isTTY))).toBe(expected);
  });
});

describe('canShowUnicode', () => {
  test.each([
    [{ LANG: 'en_US.UTF-8' }, 'linux', true],
    [{ LANG: 'C' }, 'linux', false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'linux', false],
    [{ LC_ALL: '', LC_CTYPE: 'C.utf8' }, 'linux', true],
    [{}, 'linux', false],
    [{}, 'win32', true],
  ] as const)('%j on %s → %j', (env, platform, expected) => {
    expect(canShowUnicode(terminal(env), platform)).toBe(expected);
  });
});
