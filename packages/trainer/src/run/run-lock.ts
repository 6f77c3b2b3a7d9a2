import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { RunDirectoryError } from './run-directory-error.js';

/** Who writes to the directory of a run. */
export const LOCK_FILE = 'run.lock';

const holderSchema = z.object({ pid: z.int().positive(), host: z.string(), started: z.string() });
type Holder = z.output<typeof holderSchema>;

/** What is known of a process that may have gone. */
export interface ProcessTable {
  /** This process. */
  readonly pid: number;
  readonly host: string;
  /** When a process of this machine started, or some word for it; undefined where there is no such process. */
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
    // It is there, but somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  try {
    // Linux says when it started, in ticks since the machine did: another process of the same number started at another time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** A lock that says nothing is being written; once it is this old, whoever wrote it was killed at that. */
const UNFINISHED_MILLISECONDS = 2000;

/**
 * Keeps a second process from the directory of a run. What a process left that was killed is taken over.
 *
 * @returns what gives the directory free.
 * @throws `RunDirectoryError` where another process works in it.
 */
export function lockRun(folder: string, table = processTable()): () => void {
  const file = join(folder, LOCK_FILE);
  const mine = `${JSON.stringify({ pid: table.pid, host: table.host, started: table.startOf(table.pid) })}\n`;
  while (!create(file, mine)) {
    const left = read(file);
    if (left === undefined) continue;
    refuseIfAtWork(folder, left, table);
    // Of two that take it over at once one finds that it moved away the other's, and puts it back.
    const aside = `${file}.${table.pid}`;
    renameSync(file, aside);
    if (read(aside)?.content === left.content) rmSync(aside);
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
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

interface Lock {
  readonly content: string;
  readonly age: number;
}

/** Undefined where it is gone by now. */
function read(file: string): Lock | undefined {
  try {
    return { content: readFileSync(file, 'utf8'), age: Date.now() - statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/** Whether a process works in the directory of a run. */
export function isRunLocked(folder: string, table = processTable()): boolean {
  const left = read(join(folder, LOCK_FILE));
  if (left === undefined) return false;
  try {
    refuseIfAtWork(folder, left, table);
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
