import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findRuns, type FoundRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { megabytes } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';

/** The options of `runs clean`. */
export interface CleanOptions {
  readonly in: string;
  readonly unfinished?: boolean | undefined;
  readonly checkpoints?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/** A directory that could be removed. */
interface Item {
  readonly path: string;
  readonly reason: string;
  readonly bytes: number;
}

/** Removes unfinished runs and old checkpoints, or says what it would remove. */
export async function cleanRuns(options: CleanOptions, { folder }: CliContext): Promise<Answer> {
  if (!options.unfinished && !options.checkpoints) {
    throw usageError('There is nothing to clean: say --unfinished, --checkpoints, or both.');
  }
  const { runs } = await findRuns(resolve(folder, options.in));
  const items = runs.flatMap((run) => itemsOf(run, options));
  const removed = options.yes === true;
  if (removed) for (const { path } of items) rmSync(path, { recursive: true });
  return { document: { removed, items }, text: itemsText(items, removed, folder) };
}

function itemsOf({ folder, state }: FoundRun, { unfinished = false, checkpoints = false }: CleanOptions): Item[] {
  const item = (path: string, reason: string) => ({ path, reason, bytes: bytesIn(path) });
  if (state === 'stopped' && unfinished) return [item(folder, 'never finished')];
  const checkpointFolder = join(folder, 'checkpoints');
  const isOver = state === 'finished' && checkpoints && existsSync(checkpointFolder);
  return isOver ? [item(checkpointFolder, 'checkpoints of a finished run')] : [];
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

function itemsText(items: readonly Item[], removed: boolean, folder: string): string {
  if (items.length === 0) return 'There is nothing to remove.';
  const rows = items.map(({ path, reason, bytes }) => [relative(folder, path) || path, reason, megabytes(bytes)]);
  const total = megabytes(items.reduce((sum, { bytes }) => sum + bytes, 0));
  return [
    ...tableLines(rows, { left: 2 }),
    removed ? `Removed: ${total}.` : `This would remove ${total}: say --yes to do it.`,
  ].join('\n');
}
