import type { Executor } from '@mnist-adder/trainer';

/** Thrown to everyone who waits at a gate, or comes to it, after it is closed for good. */
export class GateClosedError extends Error {
  override readonly name = 'GateClosedError';
}

/** Lets work through for a while at a time. */
export interface Gate {
  /** Waits until the gate is open. Rejects with a {@link GateClosedError} if it is closed for good. */
  enter(): Promise<void>;
  /** Reports that the work that entered is done. */
  leave(): void;
  /**
   * Opens the gate.
   *
   * @param seconds time after which the next {@link leave} shuts the gate.
   * @returns the milliseconds between one `leave` and the next; the first are counted from the opening.
   */
  openFor(seconds: number): Promise<number[]>;
  /** Closes the gate for good. */
  close(): void;
}

/**
 * Creates a gate that is shut.
 *
 * @param now milliseconds on a clock that only goes forward.
 */
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

/** Wraps an executor so that each of its training steps passes the gate. */
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
