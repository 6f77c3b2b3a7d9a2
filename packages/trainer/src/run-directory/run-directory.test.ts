import { mkdtempSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { RunDirectoryError } from './run-directory-error.js';
import { createNextRunDirectory, createRunDirectory, openRunDirectory } from './run-directory.js';
import { processTable } from './run-lock.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'run-directory-'));
});

describe('createRunDirectory', () => {
  test('makes the directory and what leads there', async () => {
    const directory = createRunDirectory(join(parent, 'a', 'b'));
    const metrics = directory.openMetrics(0);
    metrics.add({ type: 'step', index: 0 });
    metrics.add({ type: 'step', index: 1 });
    await directory.write('config.json', '{}');
    expect(readdirSync(join(parent, 'a', 'b')).sort()).toEqual(['config.json', 'metrics.jsonl', 'run.lock']);
    directory.close();
    expect(readFileSync(join(parent, 'a', 'b', 'metrics.jsonl'), 'utf8')).toBe(
      '{"type":"step","index":0}\n{"type":"step","index":1}\n',
    );
    expect(readdirSync(join(parent, 'a', 'b')).sort()).toEqual(['config.json', 'metrics.jsonl']);
  });

  test('takes a directory that is there and empty, or where a run was killed before it began', () => {
    createRunDirectory(parent).close();
    writeFileSync(join(parent, 'run.lock'), '{"pid":999999999,"host":"x"}');
    writeFileSync(join(parent, 'config.json.123456'), '{"rec');
    utimesSync(join(parent, 'run.lock'), 0, 0);
    createRunDirectory(parent).close();
    expect(readdirSync(parent)).toEqual(['config.json.123456']);
  });

  test('refuses one that has a run, and says how to go on with it', async () => {
    const directory = createRunDirectory(parent);
    await directory.write('config.json', '{}');
    directory.close();
    expect(() => createRunDirectory(parent)).toThrow(/has a run in it: go on with it by --resume/);
  });

  test('by a name that is taken is the next free one', () => {
    const folder = join(parent, 'runs', 'name');
    const taken = Array.from({ length: 4 }, () => createNextRunDirectory(folder).folder);
    expect(taken).toEqual([folder, `${folder}-2`, `${folder}-3`, `${folder}-4`]);
    writeFileSync(join(parent, 'file'), '');
    expect(() => createNextRunDirectory(join(parent, 'file', 'name'))).toThrow('cannot be written');
  });

  test('leaves nothing when it is discarded, and everything that was there', async () => {
    createRunDirectory(join(parent, 'a', 'b')).discard();
    createNextRunDirectory(join(parent, 'a', 'b')).discard();
    createRunDirectory(parent).discard();
    expect(readdirSync(parent)).toEqual([]);
    const directory = createRunDirectory(join(parent, 'a', 'b'));
    await directory.write('config.json', '{}');
    directory.discard();
    expect(readdirSync(join(parent, 'a', 'b'))).toEqual(['config.json']);
  });

  test('one process at a time has it', () => {
    const directory = createRunDirectory(parent);
    const lock = join(parent, 'run.lock');
    const holder = JSON.parse(readFileSync(lock, 'utf8')) as object;
    // Process 1 is always there; its start is found out like ours.
    writeFileSync(lock, JSON.stringify({ ...holder, pid: 1, started: processTable().startOf(1) }));
    expect(() => openRunDirectory(parent)).toThrow(/is in use by process 1: wait for it, or stop it/);
    directory.close();
    openRunDirectory(parent).close();
  });

  test('of the log of a run that goes on, what came after its checkpoint is cut off', () => {
    const directory = createRunDirectory(parent);
    const metrics = directory.openMetrics(0);
    metrics.add({ step: 0 });
    const { metricsBytes } = metrics.mark();
    metrics.add({ step: 1 });
    directory.close();
    const again = openRunDirectory(parent);
    again.openMetrics(metricsBytes).add({ step: 'one' });
    again.close();
    expect(readFileSync(join(parent, 'metrics.jsonl'), 'utf8')).toBe('{"step":0}\n{"step":"one"}\n');
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
