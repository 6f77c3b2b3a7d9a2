import { expect, test } from 'vitest';
import { latest } from './latest.js';

test('inputs that arrive while the task runs are skipped, except for the last', async () => {
  const seen: number[] = [];
  const gates: (() => void)[] = [];
  const give = latest(async (input: number) => {
    seen.push(input);
    await new Promise<void>((resolve) => gates.push(resolve));
  });
  [1, 2, 3, 4].forEach(give);
  expect(seen).toEqual([1]);
  gates[0]!();
  await new Promise((resolve) => setTimeout(resolve));
  expect(seen).toEqual([1, 4]);
  gates[1]!();
  await new Promise((resolve) => setTimeout(resolve));
  give(5);
  expect(seen).toEqual([1, 4, 5]);
});
