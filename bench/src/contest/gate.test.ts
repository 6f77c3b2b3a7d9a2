import { expect, test } from 'vitest';
import { createGate, GateClosedError } from './gate.js';

test('it lets through what comes until the time is over, and tells how long each took', async () => {
  let time = 0;
  let through = 0;
  const gate = createGate(() => time);
  const walk = async () => {
    for (;;) {
      await gate.enter();
      through++;
      time += 40;
      gate.leave();
    }
  };
  const walking = walk();
  expect(through).toBe(0);
  expect(await gate.openFor(0.1)).toEqual([40, 40, 40]);
  expect(through).toBe(3);
  // What happens while it is shut is nobody's time.
  time += 1000;
  expect(await gate.openFor(0)).toEqual([40]);
  expect(through).toBe(4);
  gate.close();
  await expect(walking).rejects.toThrow(GateClosedError);
  await expect(gate.enter()).rejects.toThrow(GateClosedError);
});
