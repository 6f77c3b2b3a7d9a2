import { accessSync, appendFileSync, closeSync, constants, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MnistAdderError } from '@mnist-adder/dataset';
import writeFileAtomic from 'write-file-atomic';

/** A run cannot be written where it was asked to be. */
export class RunDirectoryError extends MnistAdderError {
  override readonly name = 'RunDirectoryError';

  constructor(
    readonly folder: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super('run-directory', `The output directory ${folder} ${problem}: ${remedy}.`, options);
  }
}

/** The directory of one run: `config.json`, `metrics.jsonl`, `model/` and, once the run is whole, `result.json`. */
export interface RunDirectory {
  readonly folder: string;
  /** Where the saved model goes. */
  readonly modelFolder: string;
  /** Writes a JSON file as a whole or not at all. */
  writeJson(name: 'config.json' | 'result.json', content: unknown): Promise<void>;
  /** Adds a line to `metrics.jsonl`. */
  log(line: Readonly<Record<string, unknown>>): void;
  close(): void;
}

/**
 * Makes the directory of a run.
 *
 * @throws {RunDirectoryError} if there is something in it already, or it cannot be made or written.
 */
export function createRunDirectory(folder: string): RunDirectory {
  prepare(folder);
  const metrics = guarded(folder, () => openSync(join(folder, 'metrics.jsonl'), 'a'));
  return {
    folder,
    modelFolder: join(folder, 'model'),
    async writeJson(name, content) {
      try {
        await writeFileAtomic(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
      } catch (error) {
        throw unwritable(folder, error);
      }
    },
    log(line) {
      guarded(folder, () => {
        appendFileSync(metrics, `${JSON.stringify(line)}\n`);
      });
    },
    close() {
      closeSync(metrics);
    },
  };
}

function prepare(folder: string): void {
  const found = guarded(folder, () => statSync(folder, { throwIfNoEntry: false }));
  if (found !== undefined && !found.isDirectory()) {
    throw new RunDirectoryError(folder, 'is a file', 'name another one with --out');
  }
  if (found !== undefined && guarded(folder, () => readdirSync(folder)).length > 0) {
    throw new RunDirectoryError(folder, 'exists and is not empty', 'name another one with --out, or remove it');
  }
  guarded(folder, () => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  });
}

function guarded<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): RunDirectoryError {
  const reason = error instanceof Error ? error.message : String(error);
  return new RunDirectoryError(folder, `cannot be written (${reason})`, 'name one you may write to with --out', {
    cause: error,
  });
}
