import { describe, expect, test } from 'vitest';

import { zipBytes } from '../../test/zip-bytes.js';
import { openZip } from './zip-tree.js';

const text = (content: string) => new TextEncoder().encode(content);

/** An archive with another name in it, of the same length. yazl writes no such names. */
const renamed = async (from: string, to: string) => {
  const bytes = Buffer.from(await zipBytes({ [from]: text('7') }));
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  return bytes;
};

test('lists the files of an archive, and reads them', async () => {
  const tree = await openZip(
    await zipBytes({ 'b/a.txt': text('one'), '.hidden': text('x'), 'a.txt': text('two') }),
    'z',
  );
  expect(tree.files).toEqual(['a.txt', 'b/a.txt']);
  expect(await tree.read('b/a.txt', 3)).toEqual(text('one'));
  expect(tree.pathOf('b/a.txt')).toBe('z/b/a.txt');
  tree.close();
});

describe('refuses', () => {
  test.each([
    ['a file outside of it', 'aaa/b.png', '../../b.p', 'invalid relative path'],
    ['an absolute name', 'aaa/b.png', '/aa/b.png', 'absolute path'],
  ])('%s', async (_, from, to, words) => {
    const opened = openZip(await renamed(from, to), 'z');
    await expect(opened).rejects.toMatchObject({ name: 'DatasetError', code: 'zip' });
    await expect(opened).rejects.toThrow(words);
  });

  test('a file that unpacks to too much', async () => {
    const tree = await openZip(await zipBytes({ zeros: new Uint8Array(5e6) }), 'z');
    await expect(tree.read('zeros', 1e6)).rejects.toMatchObject({
      code: 'zip',
      message: expect.stringContaining('it has more than 1 MB') as string,
    });
    tree.close();
  });

  test('a file that has more than it says', async () => {
    const bytes = Buffer.from(await zipBytes({ zeros: new Uint8Array(5e6) }));
    // The size in the directory at the end, in its second copy.
    const said = Buffer.alloc(4);
    said.writeUInt32LE(5e6);
    bytes.writeUInt32LE(10, bytes.lastIndexOf(said));
    const tree = await openZip(bytes, 'z');
    await expect(tree.read('zeros', 1e9)).rejects.toThrow('too many bytes');
    tree.close();
  });

  test.each([0, 1, 60])('an archive of which only %i bytes are there', async (length) => {
    const bytes = (await zipBytes({ 'a.txt': text('one') })).subarray(0, length);
    await expect(openZip(bytes, 'z')).rejects.toMatchObject({ code: 'zip' });
  });
});
