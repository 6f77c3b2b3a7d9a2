/**
 * Runs a task for the newest of what it is given: while it is at work, what comes is kept until it is done, and only the last of
 * it is taken.
 */
export function latest<Input>(task: (input: Input) => Promise<void>): (input: Input) => void {
  let waiting: { readonly input: Input } | undefined;
  let busy = false;
  async function work(): Promise<void> {
    busy = true;
    while (waiting !== undefined) {
      const { input } = waiting;
      waiting = undefined;
      await task(input);
    }
    busy = false;
  }
  return (input) => {
    waiting = { input };
    if (!busy) void work();
  };
}
