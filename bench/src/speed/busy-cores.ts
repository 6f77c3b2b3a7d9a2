import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** The milliseconds that all cores together have worked since the machine started. */
function workedMilliseconds(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

/** How many cores are busy, on average over a time: with other things, if this process does nothing meanwhile. */
export async function busyCores(milliseconds = 1000): Promise<number> {
  const [worked, start] = [workedMilliseconds(), performance.now()];
  await setTimeout(milliseconds);
  return (workedMilliseconds() - worked) / (performance.now() - start);
}
