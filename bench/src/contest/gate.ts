import type { Executor } from '@mnist-adder/trainer';

/** What whoever waits at a gate learns when it is closed for good. */
export class GateClosedError extends Error {
  override readonly name = 'GateClosedError';
}

/** Lets through what comes by, a while at a time. */
export interface Gate {
  /** Waits until the gate is open. */
  enter(): Promise<void>;
  /** Says that what was let through is done. */
  leave(): void;
  /**
   * Opens the gate.
   *
   * @param seconds until it is shut again: by the first that leaves after that time.
   * @returns the milliseconds that each took, from the one before it; of the first, from the opening.
   */
  openFor(seconds: number): Promise<number[]>;
  /** Sends away whoever waits, or comes, with a {@link GateClosedError}. */
  close(): void;
}

/** @param now milliseconds on a clock that only goes forward. */
export function createGate(now: () => number): Gate {
  let opening: { until: number; last: number; milliseconds: number[]; shut: () => void } | undefined;
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;
  let closed = false;
  return {
    enter() {
      if (closed) return Promise.reject(new GateClosedError());
      if (opening !== undefined) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    leave() {
      if (opening === undefined) return;
      const time = now();
      opening.milliseconds.push(time - opening.last);
      opening.last = time;
      if (time < opening.until) return;
      const { shut } = opening;
      opening = undefined;
      shut();
    },
    openFor(seconds) {
      return new Promise((resolve) => {
        const start = now();
        const milliseconds: number[] = [];
        const shut = () => {
          resolve(milliseconds);
        };
        opening = { until: start + 1000 * seconds, last: start, milliseconds, shut };
        waiting?.resolve();
        waiting = undefined;
      });
    },
    close() {
      closed = true;
      waiting?.reject(new GateClosedError());
    },
  };
}

/** The same executor, with each training step passing the gate. */
export function gatedExecutor(executor: Executor, gate: Gate): Executor {
  return {
    ...executor,
    async prepareStep(step) {
      const inner = await executor.prepareStep(step);
      return {
        ...inner,
        async run(inputs) {
          await gate.enter();
          const report = await inner.run(inputs);
          gate.leave();
          return report;
        },
      };
    },
  };
}
