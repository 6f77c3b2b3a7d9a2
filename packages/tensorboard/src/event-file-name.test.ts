import { expect, test } from 'vitest';
import { eventFileName } from './event-file-name.js';

const origin = { seconds: 1_767_225_600.9, hostname: 'host', pid: 4711 };

test('says when, where and by whom', () => {
  expect(eventFileName([], origin)).toBe('events.out.tfevents.1767225600.host.4711.0');
});

test('sorts behind every event file that is there, whatever the clock says', () => {
  const present = ['events.out.tfevents.1767225700.host.99.0', 'events.out.tfevents.1767225600.z.1.0', 'config.json'];
  const name = eventFileName(present, origin);
  expect(name).toBe('events.out.tfevents.1767225701.host.4711.0');
  expect([...present, name].sort().at(-1)).toBe(name);
});

test('is a file name whatever the host is called', () => {
  expect(eventFileName([], { ...origin, hostname: 'a/b c' })).toBe('events.out.tfevents.1767225600.a_b_c.4711.0');
});
