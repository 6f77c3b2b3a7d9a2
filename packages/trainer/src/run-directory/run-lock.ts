import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errnoOf, readTextFileSync, refusal } from '@mnist-adder/dataset/internal/node';
import * as z from 'zod/mini';
import { RunDirectoryError } from './run-directory-error.js';

/** The file that names the process which writes to a run's directory. */
export const LOCK_FILE = 'run.lock';

const holderSchema = z.object({ pid: z.int().check(z.positive()), host: z.string(), started: z.string() });
type Holder = z.output<typeof holderSchema>;

/** What is known about processes. */
export interface ProcessTable {
  /** The id of this process. */
  readonly pid: number;
  /** The name of this machine. */
  readonly host: string;
  /** Returns when a process of this machine started, in any form; undefined if there is no such process. */
  readonly startOf: (pid: number) => string | undefined;
}

/** The processes of this machine. */
export function processTable(): ProcessTable {
  return { pid: process.pid, host: hostname(), startOf };
}

function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user.
    if (errnoOf(error) !== 'EPERM') return undefined;
  }
  try {
    // On Linux, the start in ticks since boot: another process with the same id started at another time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** A lock without content is still being written. If it is this old, its process was killed at that moment. */
const UNFINISHED_MILLISECONDS = 2000;

/**
 * Keeps a second process out of a run's directory. The lock of a process that was killed is taken over.
 *
 * `proper-lockfile` does not fit: it takes over a lock only after a time without updates, and a process that computes may not update it.
 *
 * @returns a function that releases the directory.
 * @throws `RunDirectoryError` if another process works in it, or if the lock is no file that a process could have written.
 */
export function lockRun(folder: string, table = processTable()): () => void {
  const file = join(folder, LOCK_FILE);
  const mine = `${JSON.stringify({ pid: table.pid, host: table.host, started: table.startOf(table.pid) })}\n`;
  while (!create(file, mine)) {
    const left = read(folder);
    if (left === undefined) continue;
    refuseIfAtWork(folder, left, table);
    // If two processes take it over at once, one finds that it moved the other's lock, and puts it back.
    const aside = `${file}.${table.pid}`;
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') === left.content) rmSync(aside);
    else renameSync(aside, file);
  }
  return () => {
    rmSync(file, { force: true });
  };
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    // A full disk takes the file, and not its content.
    rmSync(file, { force: true });
    throw error;
  }
}

interface Lock {
  readonly content: string;
  readonly age: number;
}

/**
 * The lock of a run's directory; undefined if there is none.
 *
 * @throws `RunDirectoryError` if something else is in its place.
 */
function read(folder: string): Lock | undefined {
  const file = join(folder, LOCK_FILE);
  const remedy = (reason: string) => `move ${LOCK_FILE} away if no process works in the directory (${reason})`;
  try {
    // A link is not followed: a lock that leads elsewhere is none of ours, and one that leads nowhere would never be gone.
    const stats = lstatSync(file);
    if (stats.isSymbolicLink()) throw new RunDirectoryError(folder, 'cannot be locked', remedy('it is a link'));
    return { content: readTextFileSync(file), age: Date.now() - stats.mtimeMs };
  } catch (cause) {
    if (cause instanceof RunDirectoryError) throw cause;
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw new RunDirectoryError(folder, 'cannot be locked', remedy(refusal(cause)), { cause });
  }
}

/** Whether a process works in a run's directory. */
export function isRunLocked(folder: string, table = processTable()): boolean {
  try {
    const left = read(folder);
    if (left !== undefined) refuseIfAtWork(folder, left, table);
    return false;
  } catch {
    return true;
  }
}

function refuseIfAtWork(folder: string, { content, age }: Lock, table: ProcessTable): void {
  const holder = parseHolder(content);
  if (holder === undefined) {
    if (age > UNFINISHED_MILLISECONDS) return;
    throw new RunDirectoryError(folder, 'is in use by a process that is just starting', 'wait for it, or stop it');
  }
  const { pid, host, started } = holder;
  if (host !== table.host) {
    const remedy = `wait for it, or remove ${LOCK_FILE} there if it has ended`;
    throw new RunDirectoryError(folder, `is in use by process ${pid} on ${host}`, remedy);
  }
  const isAtWork = pid !== table.pid && table.startOf(pid) === started;
  if (isAtWork) throw new RunDirectoryError(folder, `is in use by process ${pid}`, 'wait for it, or stop it');
}

function parseHolder(content: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}
