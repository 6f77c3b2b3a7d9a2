import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const PACKAGES = ['dataset', 'model', 'tfjs-onnx', 'tensorboard', 'trainer', 'backends', 'cli'];

/** What each file imports or re-exports of its own package, types included, by path below `src`. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

function importsOf(folder: string): Imports {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(folder, file), 'utf8'));
      const own = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
      const paths = own.map(({ fileName }) => relative(folder, join(folder, dirname(file), fileName)));
      return [file, new Set(paths.map((path) => path.replaceAll(sep, '/').replace(/\.js$/, '.ts')))];
    }),
  );
}

/** The same for the folders of `src`. A file that is in none counts as a folder. */
function byFolder(imports: Imports): Imports {
  const folderOf = (file: string) => file.split('/')[0]!;
  const folders = new Map<string, Set<string>>();
  for (const [file, imported] of imports) {
    const folder = folderOf(file);
    const others = folders.get(folder) ?? new Set();
    for (const other of imported) if (folderOf(other) !== folder) others.add(folderOf(other));
    folders.set(folder, others);
  }
  return folders;
}

/** A circle of imports, its start at its end again; empty if there is none. */
function findCircle(imports: Imports): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const imported of imports.get(file) ?? []) {
      const circle = visit(imported, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

test('a circle is found, wherever it begins', () => {
  const circle = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['d', 'c'])],
    ['c', new Set(['b'])],
    ['d', new Set<string>()],
  ]);
  expect(findCircle(circle)).toEqual(['b', 'c', 'b']);
  expect(findCircle(new Map([...circle].filter(([file]) => file !== 'c')))).toEqual([]);
});

describe.each(PACKAGES)('%s', (name) => {
  const imports = importsOf(fileURLToPath(new URL(`../../packages/${name}/src`, import.meta.url)));

  test('no file imports itself through others', () => {
    expect(imports.size).toBeGreaterThan(5);
    expect(findCircle(imports)).toEqual([]);
  });

  test('folders import each other in one direction', () => {
    expect(findCircle(byFolder(imports))).toEqual([]);
  });
});
