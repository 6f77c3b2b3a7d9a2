import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { hasUnicode, write } from './output.js';

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
