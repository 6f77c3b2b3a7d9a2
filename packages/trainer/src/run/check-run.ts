import { checkFields, is } from '@mnist-adder/dataset/internal';
import { isPath } from '@mnist-adder/dataset/internal/node';
import type { DataChoice } from '@mnist-adder/dataset/node';
import type { ModelFolders } from './models-of-run.js';
import type { RunContext } from './run-context.js';

/**
 * Checks the environment of a run. The paths in it are checked where they are used.
 *
 * @throws `ArgumentError` if something is missing, or is something else.
 */
export function checkRunContext(options: RunContext): void {
  checkBackend(options);
  checkFields('options', options, {
    folder: isPath,
    packageVersion: is.optional(is.string),
    now: is.function,
    peakMemoryBytes: is.function,
    onEvent: is.function,
    checkpointSeconds: is.optional(is.number(0, Infinity)),
    tensorboard: is.optional(is.object('now', 'hostname', 'pid')),
    readData: is.optional(is.function),
    augmentationWorkers: is.optional(is.integer(1)),
    signal: is.optional(is.object('aborted')),
  });
}

/** Checks the backend of a run. */
export function checkBackend(options: Pick<RunContext, 'selected'>): void {
  checkFields('options', options, { selected: is.object('backend') });
  const { selected } = options;
  checkFields('options.selected', selected, { backend: is.object('name', 'start') });
  checkFields('options.selected.backend', selected.backend, { name: is.string, start: is.function });
}

/** What a run depends on besides its recipe. */
interface PlannedRun extends ModelFolders {
  readonly seed: number;
  readonly data?: DataChoice | undefined;
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/** Checks the seed of a run, and what it learns from. */
export function checkPlan(options: PlannedRun): void {
  checkFields('options', options, {
    seed: is.integer(),
    data: is.optional(is.object('path', 'transposed', 'preparation')),
    onWarning: is.optional(is.function),
    fromFolder: is.optional(isPath),
    teacherFolders: is.optional(is.list('an array of paths or file: URLs')),
  });
  checkFields('options.data', options.data ?? {}, {
    path: is.optional(isPath),
    transposed: is.optional(is.boolean),
    preparation: is.optional(is.oneOf('auto', 'on', 'off')),
  });
  for (const [i, folder] of options.teacherFolders?.entries() ?? []) isPath(`options.teacherFolders[${i}]`, folder);
}
