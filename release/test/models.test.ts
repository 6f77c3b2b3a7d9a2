import { pathToFileURL } from 'node:url';
import { openPredictor, type SavedPredictor } from '@mnist-adder/backends';
import { modelFolder, MODELS } from '@mnist-adder/models';
import { expect, test } from 'vitest';

test.each(MODELS)('the folder of %s has that model, as a path and as a URL', async (name) => {
  const folder = modelFolder(name);
  const predictor = await openPredictor(folder, { threads: 1 });
  const same = await openPredictor(pathToFileURL(folder), { threads: 1 });
  const image = new Uint8Array(784);
  const answerOf = (opened: SavedPredictor) =>
    opened.adds ? opened.predictPair({ image, addend: 5 }) : opened.predictDigits({ images: image });
  expect(await answerOf(same)).toEqual(await answerOf(predictor));
  expect(same.metadata).toEqual(predictor.metadata);
  await predictor.dispose();
  await same.dispose();
});

test('another name is refused, with those that there are', () => {
  for (const name of ['nothing', undefined, '__proto__', '../dataset']) {
    expect(() => modelFolder(name as (typeof MODELS)[number])).toThrow(
      `There is no model ${name}: give one of adder-small,`,
    );
  }
});
