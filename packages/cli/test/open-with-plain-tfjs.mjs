// Opens saved models with none of this project's code: for each folder on a line of standard input it prints a line with what the
// model says of a bright square with every addend.
import { readFileSync } from 'node:fs';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

// Keeps TensorFlow.js from advertising its Node backend.
tf.enableProdMode();
const square = Array.from({ length: 784 }, (_, i) => (i % 28 > 8 && i % 28 < 20 && i > 224 && i < 560 ? 1 : 0));
const image = tf.tile(tf.tensor4d(square, [1, 28, 28, 1]), [10, 1, 1, 1]);
const inputs = { image, addend: tf.eye(10) };

for await (const folder of createInterface(stdin)) {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(`${folder}/model.json`, 'utf8'));
  const weights = readFileSync(`${folder}/${weightsManifest[0].paths[0]}`);
  const model = await loadLayersModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: new Uint8Array(weights).buffer,
    }),
  });
  const outputs = [model.predict(model.inputNames.map((name) => inputs[name]))].flat();
  const named = model.outputNames.map((name, i) => [name, outputs[i].arraySync()]);
  stdout.write(`${JSON.stringify(Object.fromEntries(named))}\n`);
  model.dispose();
}
