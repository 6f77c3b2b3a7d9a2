import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { busyCores } from './measure-speed.js';

test('a thread that does not rest keeps about a core busy', async () => {
  const worker = new Worker('for (;;);', { eval: true });
  const busy = await busyCores(300);
  await worker.terminate();
  expect(busy).toBeGreaterThan(0.5);
  expect(busy).toBeLessThan(availableParallelism() + 0.2);
});
