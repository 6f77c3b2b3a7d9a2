import { expect, test } from 'vitest';
import { shippedLayers, SMALL_NETWORK } from '../../test/layer-facts.js';
import { allParts, explainsPart, layersToExplain, partsOf, type Part } from './parts.js';

const outputsOf = (model: string) =>
  Object.fromEntries(allParts(partsOf(shippedLayers(model))).map(({ id, outputs }) => [id, outputs]));

test('a stage is a convolution or a dense layer with what follows it; heads come after the embedding', () => {
  expect(outputsOf('exact-small')).toEqual({
    'stage-1': ['relu_1'],
    'stage-2': ['relu_2'],
    'stage-3': ['relu_3'],
    'stage-4': ['relu_4'],
    embedding: ['embedding'],
    digit: ['digit'],
    head: ['pairs'],
    sum: ['sum'],
  });
  expect(outputsOf('mlp-128-64')).toEqual({ 'stage-1': ['relu_1'], embedding: ['embedding'], digit: ['digit'] });
  expect(outputsOf('embedding-concat')).toMatchObject({ head: ['concat'], digit: ['digit'] });
  expect(outputsOf('stacked-sum')).toMatchObject({ 'stage-1': ['pool_1'], 'stage-3': ['dense_1'], head: ['hidden_2'] });
});

test('columns side by side are one stage', () => {
  expect(outputsOf('adder-best')['stage-1']).toEqual([1, 2, 3, 4].map((column) => `column_${column}_relu_1`));
});

test('a digit that depends on the addend is read in the head', () => {
  const inHead = (model: string) => partsOf(shippedLayers(model)).readsDigitInHead;
  expect(['adder-small', 'adder-best'].map(inHead)).toEqual([true, true]);
  expect(['exact-small', 'stacked-sum', 'embedding-concat', 'mlp-128-64'].map(inHead)).toEqual(Array(4).fill(false));
});

test('each layer but the inputs belongs to one part', () => {
  for (const model of ['exact-small', 'adder-small', 'stacked-sum', 'adder-best', 'embedding-concat', 'mlp-128-64']) {
    const layers = shippedLayers(model);
    const names = allParts(partsOf(layers)).flatMap((part) => part.layers.map(({ name }) => name));
    const expected = layers.filter(({ type }) => type !== 'InputLayer').map(({ name }) => name);
    expect(names.toSorted()).toEqual(expected.toSorted());
  }
});

test('a part is explained by its layers and their inputs, back to where these were calculated', () => {
  const part: Part = { id: 'sum', title: 'Sum', layers: [SMALL_NETWORK[5]!], outputs: ['sum'] };
  expect(layersToExplain(SMALL_NETWORK, part)).toEqual(['sum', 'concat', 'flatten', 'addend', 'relu_1']);
});

test('what the machine shows does not explain the embedding, whose inputs were only rearranged, nor a stage', () => {
  const layers = shippedLayers('exact-small');
  const parts = allParts(partsOf(layers));
  const outputs = (names: readonly string[]) =>
    new Map(names.map((name) => [name, { shape: [0], values: new Float32Array() }]));
  const shown = outputs(parts.flatMap(({ outputs }) => outputs));
  expect(parts.filter((part) => explainsPart(shown, layers, part)).map(({ id }) => id)).toEqual(['digit']);
  for (const part of parts) expect(explainsPart(outputs(layersToExplain(layers, part)), layers, part)).toBe(true);
});
