import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventFileError } from '@mnist-adder/tensorboard';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRecipe } from '../recipes/recipes.js';
import { createTensorBoardWriter } from './tensorboard-writer.js';

// What is in the files is told by the real TensorBoard, in test/tensorboard.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorboard-writer-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const openWriter = (into = folder) =>
  createTensorBoardWriter(into, { now: () => 1_767_225_600, hostname: 'host', pid: 7 });
const content = () => readFileSync(join(folder, readdirSync(folder)[0]!), 'latin1');

test('the charts of a network that reads digits only have no sums', async () => {
  const writer = openWriter();
  writer.recipe(findRecipe('mlp-128-64'));
  await writer.close();
  expect(content()).toContain('^validation/digit_loss$');
  expect(content()).not.toContain('sum_loss');
});

test('events without numbers write nothing', async () => {
  const writer = openWriter();
  await writer.flush();
  const before = statSync(join(folder, readdirSync(folder)[0]!)).size;
  writer.onEvent({ type: 'epoch-start', epoch: 0, index: 0 });
  writer.onEvent({ type: 'training-end', end: 'finished', trainSeconds: 1 });
  await writer.close();
  expect(content()).toHaveLength(before);
});

test('every method says what could not be written', async () => {
  const writer = openWriter(join(folder, 'gone'));
  await expect(writer.flush()).rejects.toThrow(EventFileError);
  expect(() => {
    writer.recipe(findRecipe('adder-fast'));
  }).toThrow(EventFileError);
  expect(() => {
    writer.onEvent({ type: 'weights', step: 0, weights: new Map([['kernel', new Float32Array(3)]]) });
  }).toThrow(EventFileError);
  await expect(writer.examples(0, [])).rejects.toThrow(EventFileError);
  await expect(writer.close()).rejects.toThrow(EventFileError);
});
