// Opens a saved model with none of this project's code, and prints what it makes of a bright square with every addend.
import { readFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

const folder = argv[2];
const { modelTopology, weightsManifest } = JSON.parse(readFileSync(`${folder}/model.json`, 'utf8'));
const weights = readFileSync(`${folder}/${weightsManifest[0].paths[0]}`);
const model = await loadLayersModel({
  load: async () => ({
    modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weightData: new Uint8Array(weights).buffer,
  }),
});

const square = Array.from({ length: 784 }, (_, i) => (i % 28 > 8 && i % 28 < 20 && i > 224 && i < 560 ? 1 : 0));
const image = tf.tile(tf.tensor4d(square, [1, 28, 28, 1]), [10, 1, 1, 1]);
const inputs = { image, addend: tf.eye(10) };
const outputs = [model.predict(model.inputNames.map((name) => inputs[name]))].flat();
const named = model.outputNames.map((name, i) => [name, outputs[i].arraySync()]);
stdout.write(JSON.stringify(Object.fromEntries(named)));
