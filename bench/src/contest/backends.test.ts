import { BACKEND_NAMES, type Availability, type Backend } from '@mnist-adder/backends';
import { expect, test } from 'vitest';
import { findBackend, findBackends } from './backends.js';

const backend = (name: string, availability: Availability): Backend => ({
  name,
  description: name,
  probe: () => Promise.resolve(availability),
  start: () => Promise.reject(new Error('nothing is started')),
});

test('what is absent comes with its reason', async () => {
  const there = backend('there', { available: true });
  const { present, absent } = await findBackends([there, backend('gone', { available: false, reason: 'no GPU' })]);
  expect(present).toEqual([there]);
  expect(absent).toEqual([{ name: 'gone', kind: 'ours', reason: 'no GPU' }]);
});

test('every backend of the trainer is found by its name', () => {
  for (const name of BACKEND_NAMES.filter((name) => name !== 'auto')) expect(findBackend(name).name).toBe(name);
  expect(() => findBackend('onyx')).toThrow('onyx');
});
