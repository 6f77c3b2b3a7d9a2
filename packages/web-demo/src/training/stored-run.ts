import type { Checkpoint } from '@mnist-adder/trainer';
import { clear, createStore, delMany, entries, setMany } from 'idb-keyval';
import type { CurvePoint, TrainingOrder } from './protocol.js';

/** A run as far as it came: all that is needed to show it and to go on from it. */
export interface RunSoFar {
  readonly order: TrainingOrder;
  /** Steps in the whole run. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly points: readonly CurvePoint[];
  readonly validations: readonly CurvePoint[];
  /** In the order of their steps. */
  readonly checkpoints: readonly Checkpoint[];
}

/** Keeps the run of this tab in the browser, so that it outlives a reload. One run is kept: another tab that trains meanwhile keeps none. */
export interface RunKeeper {
  /** Keeps a run as it is now, instead of what was kept. Resolves to false if the browser does not keep it. */
  keep(run: RunSoFar): Promise<boolean>;
  /** Forgets the run, and lets other tabs keep theirs. */
  forget(): Promise<void>;
  /** Leaves the run as it is kept, and lets other tabs keep theirs. */
  leave(): void;
}

const store = () => createStore('mnist-adder-run', 'run');

/** The key of everything but the checkpoints, whose keys are the numbers of their steps. */
const RUN = 'run';

/** @returns undefined if another tab keeps its run. */
export async function createRunKeeper(): Promise<RunKeeper | undefined> {
  const release = await takeTurn({ ifAvailable: true });
  if (release === undefined) return undefined;
  let kept: readonly number[] | undefined;
  let last: Promise<boolean> = Promise.resolve(true);
  const write = async ({ checkpoints, ...run }: RunSoFar): Promise<boolean> => {
    try {
      if (kept === undefined) await clear(store());
      const steps = checkpoints.map(({ state }) => state.step);
      const added = checkpoints.filter(({ state }) => kept?.includes(state.step) !== true);
      const removed = (kept ?? []).filter((step) => !steps.includes(step));
      await setMany(
        [[RUN, run], ...added.map((checkpoint): [number, Checkpoint] => [checkpoint.state.step, checkpoint])],
        store(),
      );
      await delMany([...removed], store());
      kept = steps;
      return true;
    } catch {
      return false;
    }
  };
  return {
    keep: (run) => (last = last.then(() => write(run))),
    async forget() {
      await last;
      await clear(store()).catch(() => undefined);
      release();
    },
    leave: release,
  };
}

/** Milliseconds in which a page that is reloaded has given its turn back. */
const UNTIL_UNLOADED = 5000;

/** The run that was kept; undefined if there is none, or if another tab is at it. */
export async function storedRun(): Promise<RunSoFar | undefined> {
  const release = await takeTurn({ signal: AbortSignal.timeout(UNTIL_UNLOADED) });
  if (release === undefined) return undefined;
  try {
    const kept = new Map<unknown, unknown>(await entries(store()));
    const run = kept.get(RUN) as Omit<RunSoFar, 'checkpoints'> | undefined;
    kept.delete(RUN);
    if (run === undefined || kept.size === 0) return undefined;
    const checkpoints = ([...kept.values()] as Checkpoint[]).sort((a, b) => a.state.step - b.state.step);
    return { ...run, checkpoints };
  } catch {
    return undefined;
  } finally {
    release();
  }
}

/**
 * Takes the turn to keep a run. A tab that is closed gives it back.
 *
 * @returns gives it back; undefined if another tab has it.
 */
function takeTurn(options: LockOptions): Promise<(() => void) | undefined> {
  const { locks } = navigator as { readonly locks?: LockManager };
  // Only secure pages have locks.
  if (locks === undefined) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const request = locks.request('mnist-adder-run', options, (lock) => {
      if (lock === null) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((release) => {
        resolve(release);
      });
    });
    // Nobody gave it back in time.
    request.catch(() => {
      resolve(undefined);
    });
  });
}
