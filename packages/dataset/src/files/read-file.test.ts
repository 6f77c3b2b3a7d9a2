import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

import { beforeEach, describe, expect, test } from 'vitest';

import { folderOf } from '../../test/idx-folder.js';
import { readRegularFile, readStream, readTextFile, readTextFileSync, textOf } from './read-file.js';

let folder: string;
beforeEach(async () => {
  folder = await folderOf({ file: Uint8Array.of(1, 2, 3) });
});
const inFolder = (name: string) => path.join(folder, name);

test('reads a file, or what a link leads to, up to its maximum size', async () => {
  await symlink('file', inFolder('link'));
  expect(await readRegularFile(inFolder('link'), 3)).toEqual(Uint8Array.of(1, 2, 3));
  await expect(readRegularFile(inFolder('file'), 2)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  await writeFile(inFolder('empty'), '');
  expect(await readRegularFile(inFolder('empty'), 0)).toEqual(new Uint8Array(0));
});

test('does not read a sparse file that is too large', async () => {
  await truncate(inFolder('file'), 2 ** 40);
  await expect(readRegularFile(inFolder('file'), 1e6)).rejects.toThrow('it has more than 1 MB');
});

describe.skipIf(process.platform === 'win32')('refuses', () => {
  const kinds: [string, (file: string) => unknown, string][] = [
    ['a folder', (file) => mkdir(file), 'EISDIR'],
    ['a pipe', (file) => execFileSync('mkfifo', [file]), 'NOT_REGULAR'],
    ['a link to a device', (file) => symlink('/dev/zero', file), 'NOT_REGULAR'],
    ['a link that leads nowhere', (file) => symlink('nowhere', file), 'ENOENT'],
    ['a link to itself', (file) => symlink(path.basename(file), file), 'ELOOP'],
  ];

  test.each(kinds)('%s', async (_, make, code) => {
    const file = inFolder('other');
    await make(file);
    await expect(readRegularFile(file, 1e6)).rejects.toMatchObject({ code });
    await expect(readTextFile(file)).rejects.toMatchObject({ code });
    expect(() => readTextFileSync(file)).toThrow(expect.objectContaining({ code }) as Error);
    await rm(file, { recursive: true });
  });

  test('a socket', async () => {
    const server = createServer().listen(inFolder('socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(readRegularFile(inFolder('socket'), 1e6)).rejects.toMatchObject({ code: 'NOT_REGULAR' });
    await new Promise((resolve) => server.close(resolve));
  });

  test('a file of the system that has no end and says that it is empty', async () => {
    await symlink('/proc/self/pagemap', inFolder('endless'));
    await expect(readRegularFile(inFolder('endless'), 1e5)).rejects.toBeInstanceOf(Error);
  });
});

test('a stream is read no further than its maximum', async () => {
  let given = 0;
  async function* zeros() {
    for (;;) {
      given++;
      yield await Promise.resolve(new Uint8Array(10));
    }
  }
  await expect(readStream(zeros(), 95)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  expect(given).toBe(10);
});

test.each([
  ['UTF-8', [0x68, 0xc3, 0xa9]],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x68, 0xc3, 0xa9]],
  ['UTF-16, low byte first', [0xff, 0xfe, 0x68, 0, 0xe9, 0]],
  ['UTF-16, high byte first', [0xfe, 0xff, 0, 0x68, 0, 0xe9]],
])('text in %s is decoded', (_, bytes) => {
  expect(textOf(Uint8Array.from(bytes))).toBe('hé');
});
