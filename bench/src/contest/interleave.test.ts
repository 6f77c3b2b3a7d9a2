import { expect, test } from 'vitest';
import type { Contestant } from './contestant.js';
import { interleave } from './interleave.js';

const contestant = (name: string, slow = false): Contestant => ({
  name,
  kind: 'ours',
  command: '',
  args: [],
  batchSize: 1,
  slow,
});

/** Runs a contest of fakes, and writes down what happens. */
async function contest(contestants: Contestant[], answer: (name: string) => string = () => '[1,2]') {
  const log: string[] = [];
  const result = interleave({
    contestants,
    rounds: { count: 2, seconds: 0.5 },
    say: () => undefined,
    check: () => log.push('check'),
    pause: () => Promise.resolve(),
    start: ({ name }) => ({
      next: () => Promise.resolve(JSON.stringify({ description: name, parameters: 3, check: [0.5] })),
      ask(line) {
        log.push(`${name} ${line}`);
        return Promise.resolve(answer(name));
      },
      close() {
        log.push(`${name} ends`);
        return Promise.resolve();
      },
    }),
  });
  return { log, result: await result.catch((error: unknown) => error) };
}

test('contestants take turns, after a check and a round that does not count', async () => {
  const { log, result } = await contest([contestant('a'), contestant('b')]);
  expect(log).toEqual(['check', 'a 0.5', 'b 0.5', 'b 0.5', 'a 0.5', 'a 0.5', 'b 0.5', 'a ends', 'b ends']);
  expect(result).toMatchObject([
    {
      contestant: { name: 'a' },
      description: 'a',
      parameters: 3,
      check: [0.5],
      rounds: [
        [1, 2],
        [1, 2],
      ],
    },
    { contestant: { name: 'b' } },
  ]);
});

test('a slow one runs once', async () => {
  const { log } = await contest([contestant('a'), contestant('cpu', true)]);
  expect(log.filter((line) => line === 'cpu 0.5')).toHaveLength(1);
});

test('all of them are ended when one answers nonsense', async () => {
  const { log, result } = await contest([contestant('a'), contestant('b')], (name) => (name === 'a' ? '[1]' : '[]'));
  expect(result).toBeInstanceOf(Error);
  expect(log.slice(-2)).toEqual(['a ends', 'b ends']);
});
