// @ts-check
// A head of your own, which learns the addition table: trained, evaluated, saved, read, compiled and exported.
import { writeFileSync } from 'node:fs';
import { ADDEND_CLASSES, DIGIT_CLASSES, firstImages, imageAt, splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder, defineHead, DIGIT_LAYER, evaluateAdder, SUM_LAYER } from '@mnist-adder/model';
import { readAdder, writeAdder } from '@mnist-adder/model/node';
import * as ort from '@mnist-adder/onnxruntime-node';
import { exportOnnx } from '@mnist-adder/tfjs-onnx';
import { compiledExecutor, compilePredictor, parseRecipe, train } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as z from 'zod/mini';

// Otherwise TensorFlow.js recommends another backend on the terminal.
tf.enableProdMode();

// Like the built-in head `exact`, it multiplies the probability of each digit by that of each addend. But it does not know which sum
// each of the 100 pairs has. It learns that from examples.
const tableHead = defineHead({
  type: 'table',
  // Any schema that follows Standard Schema, here of zod. This head has no settings.
  schema: z.strictObject({}),
  adds: true,
  build({ embedding, addend }, _settings, { layers, chain, output }) {
    const digit = output(DIGIT_LAYER, embedding); // [b, 10]
    const column = chain(digit, layers.reshape({ name: 'digit_column', targetShape: [DIGIT_CLASSES, 1] }));
    const row = chain(addend, layers.reshape({ name: 'addend_row', targetShape: [1, ADDEND_CLASSES] }));
    const pairs = chain(
      [column, row],
      layers.dot({ name: 'pairs', axes: [2, 1] }), // [b, 10, 10]
      layers.flatten({ name: 'pairs_flat' }), // [b, 100]
    );
    return { digit, sum: output(SUM_LAYER, pairs) };
  },
});
// Every function that meets the name `table` is given the definition.
const own = { heads: [tableHead] };

const recipe = parseRecipe(
  {
    id: 'table-head',
    summary: 'a small CNN that learns the addition table',
    source: 'examples/own-head',
    network: { backbone: { type: 'small-cnn', filters: [8, 16], embedding: 64 }, head: { type: 'table' } },
    task: { type: 'pairs', addends: 'all' },
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
const percent = (accuracy = 0) => `${(100 * accuracy).toFixed(1)} %`;
console.log(`evaluated: ${percent(scores.sum?.accuracy)} of ${scores.pairs} sums right`);

const metadata = { spec: recipe.network, recipe, seed: 1, data: digests, scores, packageVersion: '1.0.0' };
await writeAdder('table-model', model, metadata, own);
const saved = await readAdder('table-model', own);
console.log(`saved and read: ${saved.model.countParams()} parameters, head ${saved.metadata.spec.head.type}`);

// The weights of the sum's layer are the table, [100, 19]: a row for each pair.
const [table] = saved.model.getLayer(SUM_LAYER).getWeights();
const learned = table === undefined ? [] : tf.tidy(() => [...tf.argMax(table, 1).dataSync()]);
const right = learned.filter((sum, pair) => sum === Math.floor(pair / ADDEND_CLASSES) + (pair % ADDEND_CLASSES));
console.log(`learned ${right.length} of ${learned.length} places of the addition table`);

const compiled = await compilePredictor(ort, saved.model);
const [answer] = await compiled.predictPairs({ images: imageAt(test.images, 0), addends: [5] });
await compiled.dispose();
console.log(`compiled: ${answer?.digit} + 5 = ${answer?.sum}`);

const onnx = exportOnnx(saved.model);
writeFileSync('table-model/model.onnx', onnx);
console.log(`exported: table-model/model.onnx, ${onnx.length} bytes`);
