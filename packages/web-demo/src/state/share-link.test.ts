import { batch } from '@preact/signals';
import { afterEach, expect, test } from 'vitest';
import { EMPTY, type Drawing } from '../drawing/drawing.js';
import { EXAMPLE } from '../drawing/example.js';
import { shareLink } from './share-link.js';
import { addend, askedBackend, drawsAddend, firstSheet, secondSheet, seed, usesOwnModel } from './state.js';

const page = { origin: 'https://example.org', pathname: '/adder/' };
const picture: Drawing = { type: 'picture', picture: { width: 1, height: 1, data: new Uint8ClampedArray(4) } };

afterEach(() => {
  batch(() => {
    firstSheet.open(EMPTY);
    secondSheet.open(EMPTY);
    [addend.value, seed.value, askedBackend.value] = [5, 1, 'auto'];
    [drawsAddend.value, usesOwnModel.value] = [false, false];
  });
});

test('a link carries what is drawn and chosen, and nothing of the sender’s machine', () => {
  firstSheet.open(EXAMPLE);
  expect(shareLink(page)).toEqual({ url: 'https://example.org/adder/', note: undefined });
  firstSheet.open({ type: 'sample', index: 3 });
  secondSheet.open({ type: 'sample', index: 4 });
  [addend.value, seed.value, askedBackend.value] = [7, 9, 'cpu'];
  // The second drawing is not added at the moment.
  expect(shareLink(page).url).toBe('https://example.org/adder/#add=7&sample=3');
  drawsAddend.value = true;
  expect(shareLink(page).url).toBe('https://example.org/adder/#add=7&plus=4&sample=3');
});

test('what a link cannot carry is said', () => {
  firstSheet.open(picture);
  expect(shareLink(page)).toEqual({
    url: 'https://example.org/adder/',
    note: 'The link cannot carry the picture.',
  });
  usesOwnModel.value = true;
  expect(shareLink(page).note).toBe('The link cannot carry the picture or your own model.');
});
