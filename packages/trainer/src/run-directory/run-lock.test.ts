import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { RunDirectoryError } from './run-directory-error.js';
import { lockRun, processTable, type ProcessTable } from './run-lock.js';

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
