import { expect, test } from 'vitest';
import { extentOf, parseSpeedOptions } from './options.js';

test('everything of ours is measured unless something else is asked for', () => {
  const all = { peers: false, parts: ['training', 'prediction', 'runs', 'profile'], quick: false };
  expect(parseSpeedOptions([])).toEqual(all);
  expect(parseSpeedOptions(['--', '--peers'])).toEqual({ ...all, peers: true });
  expect(parseSpeedOptions(['--only', 'profile,training']).parts).toEqual(['training', 'profile']);
});

test.each([[['--only', 'trainig']], [['--fast']], [['--only', '']]])('%j is refused', (args) => {
  expect(() => parseSpeedOptions(args)).toThrow();
});

test('a quick one is shorter', () => {
  const [quick, full] = [extentOf(parseSpeedOptions(['--quick'])), extentOf(parseSpeedOptions([]))];
  expect(quick.rounds.count * quick.rounds.seconds).toBeLessThan(full.rounds.count * full.rounds.seconds);
});
