import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { RunDirectoryError } from './run-directory-error.js';
import { isRunLocked, lockRun, processTable, type ProcessTable } from './run-lock.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-lock-'));
  file = join(folder, 'run.lock');
});

/** A machine on which processes started at these times. */
const machine = (pid: number, starts: Record<number, string>, host = 'here'): ProcessTable => ({
  pid,
  host,
  startOf: (other) => starts[other],
});

test('a process at work keeps others out until it gives the directory free', () => {
  const unlock = lockRun(folder, machine(10, { 10: 'noon' }));
  const lock = () => lockRun(folder, machine(11, { 10: 'noon', 11: 'one' }));
  expect(lock).toThrow(RunDirectoryError);
  expect(lock).toThrow(`The output directory ${folder} is in use by process 10: wait for it, or stop it.`);
  unlock();
  lock()();
  expect(readdirSync(folder)).toEqual([]);
});

test.each<[string, ProcessTable]>([
  ['has ended', machine(11, { 11: 'one' })],
  ['has ended, and another has its number', machine(11, { 10: 'two', 11: 'one' })],
  ['had our number, in a container that was started again', machine(10, { 10: 'noon' })],
])('what a process left is taken over when it %s', (_, table) => {
  lockRun(folder, machine(10, { 10: 'noon' }));
  lockRun(folder, table);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: table.pid });
  expect(readdirSync(folder)).toEqual(['run.lock']);
});

test('of a process on another machine nothing is known', () => {
  lockRun(folder, machine(10, { 10: 'noon' }, 'there'));
  expect(() => lockRun(folder, machine(11, {}))).toThrow(/by process 10 on there: wait for it, or remove run\.lock/);
});

test('a lock that was left half written is taken over, but not at once', () => {
  writeFileSync(file, '{"pid":');
  expect(() => lockRun(folder)).toThrow('just starting');
  utimesSync(file, new Date(), new Date(Date.now() - 60_000));
  lockRun(folder)();
});

test('this machine knows its processes', () => {
  const { pid, startOf } = processTable();
  expect(startOf(pid)).toBeDefined();
  expect(startOf(pid)).toBe(startOf(pid));
  expect(startOf(2 ** 22 + 1)).toBeUndefined();
});

describe.skipIf(process.platform === 'win32')('in the place of the lock', () => {
  test.each<[string, () => void, string]>([
    [
      'a folder',
      () => {
        mkdirSync(file);
      },
      'it is a folder',
    ],
    [
      'a link that leads nowhere',
      () => {
        symlinkSync('nowhere', file);
      },
      'it is a link',
    ],
    [
      'a link to a device',
      () => {
        symlinkSync('/dev/zero', file);
      },
      'it is a link',
    ],
    ['a pipe', () => execFileSync('mkfifo', [file]), 'it is a device, a pipe or a socket'],
    [
      'a large file',
      () => {
        writeFileSync(file, '');
        truncateSync(file, 2 ** 40);
      },
      'it has more than 1 MB',
    ],
  ])('%s gets one sentence', (_, make, reason) => {
    make();
    const sentence = `The output directory ${folder} cannot be locked: move run.lock away if no process works in the directory (${reason}).`;
    expect(() => lockRun(folder)).toThrow(RunDirectoryError);
    expect(() => lockRun(folder)).toThrow(sentence);
    expect(isRunLocked(folder)).toBe(true);
    expect(readdirSync(folder)).toEqual(['run.lock']);
  });

  test('a file that may not be read gets one sentence', () => {
    writeFileSync(file, '');
    for (const path of [folder, file]) chmodSync(path, path === file ? 0 : 0o777);
    // The superuser may read everything.
    const isSuperuser = process.geteuid?.() === 0;
    if (isSuperuser) process.seteuid?.('nobody');
    try {
      expect(() => lockRun(folder)).toThrow('(permission is denied)');
    } finally {
      if (isSuperuser) process.seteuid?.(0);
    }
  });
});
