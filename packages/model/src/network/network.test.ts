import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { createAdder } from './create-adder.js';
import { backboneLayers } from './network.js';

test.each(['concat', 'exact', 'stacked', 'linear', 'digit'] as const)(
  'what leads to the embedding, and nothing of the head %s',
  (type) => {
    const model = createAdder({
      backbone: { type: 'vgg', filters: [1, 1, 1], convolutions: [1, 1, 1], embedding: 2, dropout: 0.5 },
      head: { type },
    });
    expect([...backboneLayers(model)].sort()).toEqual([
      ...['conv_1', 'conv_2', 'conv_3', 'dropout', 'embedding', 'flatten', 'image', 'norm_1', 'norm_2', 'norm_3'],
      ...['normalization', 'pool_1', 'pool_2', 'relu_1', 'relu_2', 'relu_3'],
    ]);
    model.dispose();
  },
);
