import { createAdder, encodeAdder, openNetwork, type AdderSpecInput } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { answerQuestion } from './answer-question.js';
import { partsOf } from './parts.js';
import { withChannelsOff } from './with-channels-off.js';

const SPEC: AdderSpecInput = {
  backbone: { type: 'small-cnn', filters: [2, 3], embedding: 5 },
  head: { type: 'exact' },
};
const SCORES = { pairs: 1, loss: 0, digit: { accuracy: 1, loss: 0 } };
const METADATA = { spec: SPEC, recipe: null, seed: 1, data: {}, scores: SCORES, packageVersion: '0.0.0' };
const image = { pixels: Uint8Array.from({ length: 784 }, (_, i) => i % 256) };

test('channels that are switched off are zero for the layers behind them, and belong to their stage', async () => {
  const network = openNetwork(await encodeAdder(createAdder(SPEC, { seed: 1 }), METADATA));
  const [first] = partsOf(network.layers.map(factsOf)).stages;
  const [layer] = first!.outputs;
  const broken = withChannelsOff(network, { [layer!]: [1] });
  expect(partsOf(broken.layers.map(factsOf)).stages[0]!.outputs).toEqual([`${layer!}_switch`]);
  const ask = async (asked: typeof network) =>
    (await answerQuestion(asked, { image, addend: 1, layers: [layer!, `${layer!}_switch`] }))!;
  const [whole, part] = [await ask(network), await ask(broken)];
  const before = part.layers.get(layer!)!.values;
  expect(before).toEqual(whole.layers.get(layer!)!.values);
  expect(part.layers.get(`${layer!}_switch`)!.values).toEqual(before.map((value, i) => (i % 2 === 1 ? 0 : value)));
  expect(part.image.digit).not.toEqual(whole.image.digit);
});

test('with none switched off a network is what it was', async () => {
  const network = openNetwork(await encodeAdder(createAdder(SPEC, { seed: 1 }), METADATA));
  expect(withChannelsOff(network, { conv_1: [] }).layers.map(({ name }) => name)).toEqual(
    network.layers.map(({ name }) => name),
  );
});

const factsOf = (layer: ReturnType<typeof openNetwork>['layers'][number]) => ({
  name: layer.name,
  type: layer.getClassName(),
  inputs: layer.inboundNodes[0]?.inboundLayers.map((input) => input.name) ?? [],
  config: {},
});
