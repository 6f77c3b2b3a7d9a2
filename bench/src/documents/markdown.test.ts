import { expect, test } from 'vitest';
import { fillMarkers } from './markdown.js';

test('replaces what stands between the markers', () => {
  expect(fillMarkers('a\n<!-- x -->old<!-- /x -->\nb', { x: 'new' })).toBe('a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb');
});

test('wants its markers', () => {
  expect(() => fillMarkers('a', { x: 'new' })).toThrow('<!-- x -->');
});
