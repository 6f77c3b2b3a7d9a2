/**
 * Runs a task for the newest input. Inputs that arrive while the task runs wait, and only the last of them is used.
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
