/** The pause of a training, with a clock that stands still during it. */
export interface Pause {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Resolves when there is no pause. */
  readonly over: () => Promise<void>;
  /** Seconds, without those of pauses. */
  readonly now: () => number;
}

/** @param clock seconds on a clock that only goes forward. */
export function createPause(clock: () => number): Pause {
  let since: number | undefined;
  let paused = 0;
  let waiting: (() => void)[] = [];
  return {
    pause() {
      since ??= clock();
    },
    resume() {
      if (since === undefined) return;
      paused += clock() - since;
      since = undefined;
      waiting.forEach((go) => {
        go();
      });
      waiting = [];
    },
    over: () => (since === undefined ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    now: () => (since ?? clock()) - paused,
  };
}
