import type { Executor, StepExecutor } from '@mnist-adder/trainer';

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

/** An executor whose steps wait for the end of a pause. */
export function withPauses(executor: Executor, pause: Pause): Executor {
  return {
    ...executor,
    async prepareStep(step): Promise<StepExecutor> {
      const prepared = await executor.prepareStep(step);
      return {
        ...prepared,
        async run(inputs) {
          // Steps in WebAssembly, one after the other, would never let the message that asks for a pause through.
          await messagesReceived();
          await pause.over();
          return prepared.run(inputs);
        },
      };
    },
  };
}

/** Resolves when the worker has received the messages that wait for it: a message to itself comes after them. */
function messagesReceived(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
