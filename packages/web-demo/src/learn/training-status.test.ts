import { expect, test } from 'vitest';
import { statusText } from './training-status.js';

test('a training that is under way says how far it is', () => {
  expect(statusText({ done: undefined, paused: false })).toBe('Training …');
  expect(statusText({ done: 0.429, paused: false })).toBe('Training 42 %');
  expect(statusText({ done: 0.999, paused: true })).toBe('Paused at 99 %');
});
