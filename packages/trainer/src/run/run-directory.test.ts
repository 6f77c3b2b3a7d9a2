import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRunDirectory, RunDirectoryError } from './run-directory.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'run-directory-'));
});

describe('createRunDirectory', () => {
  test('makes the directory and what leads there', async () => {
    const directory = createRunDirectory(join(parent, 'a', 'b'));
    directory.log({ type: 'step', index: 0 });
    directory.log({ type: 'step', index: 1 });
    await directory.writeJson('config.json', { seed: 1 });
    directory.close();
    expect(readFileSync(join(parent, 'a', 'b', 'metrics.jsonl'), 'utf8')).toBe(
      '{"type":"step","index":0}\n{"type":"step","index":1}\n',
    );
    expect(JSON.parse(readFileSync(join(parent, 'a', 'b', 'config.json'), 'utf8'))).toEqual({ seed: 1 });
    expect(readdirSync(join(parent, 'a', 'b')).sort()).toEqual(['config.json', 'metrics.jsonl']);
  });

  test('takes a directory that is there and empty', () => {
    createRunDirectory(parent).close();
    expect(readdirSync(parent)).toEqual(['metrics.jsonl']);
  });

  test.each([
    ['with something in it', () => parent, 'exists and is not empty'],
    ['that is a file', () => join(parent, 'file'), 'is a file'],
    ['below a file', () => join(parent, 'file', 'below'), 'cannot be written'],
    ['with an impossible name', () => join(parent, '\0'), 'cannot be written'],
  ])('refuses one %s, and leaves everything as it is', (_, folder, problem) => {
    writeFileSync(join(parent, 'file'), 'precious');
    expect(() => createRunDirectory(folder())).toThrow(RunDirectoryError);
    expect(() => createRunDirectory(folder())).toThrow(problem);
    expect(readdirSync(parent)).toEqual(['file']);
    expect(readFileSync(join(parent, 'file'), 'utf8')).toBe('precious');
  });
});
