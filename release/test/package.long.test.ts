import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, test } from 'vitest';
import { packAll } from '../src/pack-all.js';
import { LIBRARIES, PUBLISHED } from '../src/published.js';

let tarballs: ReadonlyMap<string, string>;
beforeAll(() => {
  tarballs = packAll(mkdtempSync(join(tmpdir(), 'packed-')));
});

const bytesOf = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(tarballs.get(name)!));

test.each(PUBLISHED)('publint has nothing to say of $name', async ({ name }) => {
  const { messages, pkg } = await publint({ pack: { tarball: bytesOf(name).buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

/** How nobody resolves a package that has ES modules only. */
const NOT_ESM = ['node10', 'node16-cjs'];

test.each(LIBRARIES)('every way to resolve the types of $name finds them', async ({ name, entries }) => {
  const result = await checkPackage(createPackageFromTarballData(bytesOf(name)));
  if (result.types === false) throw new Error(`${name} has no types`);
  expect(Object.keys(result.entrypoints)).toEqual(expect.arrayContaining(entries.map(({ path }) => path)));
  const problems = result.problems.filter(
    (problem) => !('resolutionKind' in problem && NOT_ESM.includes(problem.resolutionKind)),
  );
  expect(problems).toEqual([]);
});

describe.each(PUBLISHED)('$name as it is packed', ({ name, folder }) => {
  test('has what a package is found and judged by', () => {
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name,
      license: 'MIT',
      description: expect.any(String) as string,
      keywords: expect.arrayContaining([expect.any(String)]) as string[],
      engines: { node: '>=20.19' },
      files: expect.arrayContaining(['CHANGELOG.md']) as string[],
      repository: {
        type: 'git',
        directory: folder.slice(folder.lastIndexOf(name === '@mnist-adder/models' ? 'models' : 'packages/')),
      },
    });
    const readme = readFileSync(`${folder}/README.md`, 'utf8');
    expect(readme.length).toBeGreaterThan(500);
    // Other links lead nowhere on npm.
    expect(readme.match(/\]\((?!https:|#)[^)]*\)/g)).toBe(null);
  });
});
