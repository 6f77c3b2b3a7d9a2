// @ts-check
// A backbone of your own, with separable convolutions as in MobileNet: trained, evaluated, saved, read, compiled and exported.
import { writeFileSync } from 'node:fs';
import { firstImages, imageAt, splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder, defineBackbone, EMBEDDING_LAYER, evaluateAdder } from '@mnist-adder/model';
import { readAdder, writeAdder } from '@mnist-adder/model/node';
import * as ort from '@mnist-adder/onnxruntime-node';
import { exportOnnx } from '@mnist-adder/tfjs-onnx';
import { compiledExecutor, compilePredictor, parseRecipe, train } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as z from 'zod/mini';

// Otherwise TensorFlow.js recommends another backend on the terminal.
tf.enableProdMode();

const count = z.int().check(z.positive());

// A separable convolution filters each channel on its own, and then mixes the channels. `forward` calculates stock layers that it does
// not know, such as this one, by their own `call`. They must draw no random numbers and keep no state.
const separableCnn = defineBackbone({
  type: 'separable-cnn',
  // Any schema that follows Standard Schema, here of zod. Its defaults and checks are those of the settings in a recipe.
  schema: z.strictObject({
    filters: z._default(z.tuple([count, count]), [16, 32]).check(z.describe('channels of the convolutions')),
    embedding: z._default(count, 64).check(z.describe('length of the embedding')),
  }),
  build(image, { filters, embedding }, { layers, chain, kernel, dense }) {
    const [first, second] = filters;
    return chain(
      image, // [b, 28, 28, 1]
      // `kernel` draws initial weights from the seed. Without it, they would differ from run to run.
      layers.conv2d({ name: 'conv', filters: first, kernelSize: 5, kernelInitializer: kernel('conv') }),
      layers.maxPooling2d({ name: 'pool_1', poolSize: 2 }),
      layers.reLU({ name: 'relu_1' }), // [b, 12, 12, 16]
      layers.separableConv2d({
        name: 'separable',
        filters: second,
        kernelSize: 3,
        depthwiseInitializer: kernel('separable_depthwise'),
        pointwiseInitializer: kernel('separable_pointwise'),
      }),
      layers.maxPooling2d({ name: 'pool_2', poolSize: 2 }),
      layers.reLU({ name: 'relu_2' }), // [b, 5, 5, 32]
      layers.flatten({ name: 'flatten' }), // [b, 800]
      dense(EMBEDDING_LAYER, embedding, 'relu'), // [b, 64]
    );
  },
});
// Every function that meets the name `separable-cnn` is given the definition.
const own = { backbones: [separableCnn] };

const recipe = parseRecipe(
  {
    id: 'separable-cnn',
    summary: 'separable convolutions and exact addition',
    source: 'examples/own-backbone',
    network: { backbone: { type: 'separable-cnn', filters: [16, 48] }, head: { type: 'exact' } },
    task: { type: 'pairs', addends: 'fresh' },
    training: {
      epochs: 3,
      batchSize: 50,
      optimizer: { type: 'adam' },
      learningRate: { type: 'one-cycle', peak: 0.01 },
    },
  },
  own,
);
const { train: digits, test, digests } = await readMnist();
const data = splitDigits(firstImages(digits, 5000));
const model = createAdder(recipe.network, { seed: 1, ...own });

const executor = compiledExecutor(ort);
const predictor = await executor.preparePredictor(model, 250);
const now = () => performance.now() / 1000;
const { trainSeconds } = await train({ recipe, model, data, executor, predictor, seed: 1, now });
console.log(`trained on ${data.train.size} images in ${trainSeconds.toFixed(1)} s`);

const scores = await evaluateAdder(predictor.predict, firstImages(test, 2000), { batchSize: 250 });
await predictor.dispose();
console.log(`evaluated: ${(100 * scores.digit.accuracy).toFixed(1)} % of the digits right`);

const metadata = { spec: recipe.network, recipe, seed: 1, data: digests, scores, packageVersion: '1.0.0' };
await writeAdder('separable-model', model, metadata, own);
const saved = await readAdder('separable-model', own);
console.log(`saved and read: ${saved.model.countParams()} parameters, backbone ${saved.metadata.spec.backbone.type}`);

const compiled = await compilePredictor(ort, saved.model);
const [answer] = await compiled.predictPairs({ images: imageAt(test.images, 0), addends: [5] });
await compiled.dispose();
console.log(`compiled: ${answer?.digit} + 5 = ${answer?.sum}`);

const onnx = exportOnnx(saved.model);
writeFileSync('separable-model/model.onnx', onnx);
console.log(`exported: separable-model/model.onnx, ${onnx.length} bytes`);
