import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findRuns } from '@mnist-adder/trainer/node';
import type { FoundRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { UsageError } from '../../program/usage-error.js';
import { megabytes } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';

/** What `runs clean` is asked for. */
export interface CleanOptions {
  readonly in: string;
  readonly unfinished?: boolean;
  readonly checkpoints?: boolean;
  readonly yes?: boolean;
}

/** What could be removed. */
interface Item {
  readonly path: string;
  readonly reason: string;
  readonly bytes: number;
}

/** Removes what runs leave, or says what it would remove. */
export async function cleanRuns(options: CleanOptions, { folder }: Surroundings): Promise<Answer> {
  if (!options.unfinished && !options.checkpoints) {
    throw new UsageError('Nothing is to be cleaned: say --unfinished, --checkpoints, or both.');
  }
  const { runs } = await findRuns(resolve(folder, options.in));
  const items = runs.flatMap((run) => itemsOf(run, options));
  const removed = options.yes === true;
  if (removed) for (const { path } of items) rmSync(path, { recursive: true });
  return { document: { removed, items }, text: itemsText(items, { removed, folder }) };
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

function itemsText(
  items: readonly Item[],
  { removed, folder }: { readonly removed: boolean; readonly folder: string },
): string {
  if (items.length === 0) return 'There is nothing to remove.';
  const rows = items.map(({ path, reason, bytes }) => [relative(folder, path) || path, reason, megabytes(bytes)]);
  const total = megabytes(items.reduce((sum, { bytes }) => sum + bytes, 0));
  return [
    ...tableLines(rows, { left: 2 }),
    removed ? `Removed: ${total}.` : `This would remove ${total}: say --yes to do it.`,
  ].join('\n');
}
