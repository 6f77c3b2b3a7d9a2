import { expect, test } from 'vitest';
import { createPause } from './pause.js';

test('the clock stands still in a pause, and what waits goes on after it', async () => {
  let time = 10;
  const pause = createPause(() => time);
  await pause.over();
  pause.pause();
  time = 15;
  pause.pause();
  expect(pause.now()).toBe(10);
  let over = false;
  const waiting = pause.over().then(() => {
    over = true;
  });
  await Promise.resolve();
  expect(over).toBe(false);
  time = 20;
  pause.resume();
  pause.resume();
  await waiting;
  time = 21;
  expect(pause.now()).toBe(11);
});
