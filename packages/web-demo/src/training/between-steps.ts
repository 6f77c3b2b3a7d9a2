import type { Executor, StepExecutor } from '@mnist-adder/trainer';

type TrainingStep = Parameters<Executor['prepareStep']>[0];

/** What may be done between two steps, with the step and what runs it. */
export type BetweenSteps = (step: TrainingStep, running: StepExecutor) => Promise<void>;

/** An executor that does something before each of its steps. */
export function withBetweenSteps(executor: Executor, between: BetweenSteps): Executor {
  return {
    ...executor,
    async prepareStep(step): Promise<StepExecutor> {
      const prepared = await executor.prepareStep(step);
      return {
        ...prepared,
        async run(inputs) {
          await between(step, prepared);
          return prepared.run(inputs);
        },
      };
    },
  };
}

/** Resolves when the worker has received the messages that wait for it: a message to itself comes after them. */
export function messagesReceived(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
