import { createInterface } from 'node:readline';

/**
 * The side of a contestant: says that it is ready, and then answers each line, the seconds to run for, with the milliseconds
 * that each run took. It ends with the input.
 */
export async function serve(ready: object, runFor: (seconds: number) => Promise<number[]>): Promise<void> {
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const milliseconds = await runFor(Number(line));
    // To a ten-thousandth: there are many.
    process.stdout.write(`${JSON.stringify(milliseconds.map((value) => Number(value.toFixed(4))))}\n`);
  }
}

/** Runs something again and again until the time is over, once at least; gives the milliseconds that each run took. */
export async function repeatFor(seconds: number, run: () => Promise<unknown>): Promise<number[]> {
  const milliseconds: number[] = [];
  const start = performance.now();
  let last = start;
  do {
    await run();
    const time = performance.now();
    milliseconds.push(time - last);
    last = time;
  } while (last < start + 1000 * seconds);
  return milliseconds;
}
