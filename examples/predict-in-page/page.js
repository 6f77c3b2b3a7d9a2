// @ts-check
// A pad to draw on, and what a network makes of it: no layers of TensorFlow.js, no schemas, 8 kB of script besides it.
import { PictureError, forward, openNetwork, prepareImage } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';

const [json, weights] = await Promise.all([
  fetch('./model/model.json').then((response) => response.text()),
  fetch('./model/weights.bin').then((response) => response.arrayBuffer()),
]);
await tf.ready();
const network = openNetwork({ json, weights: new Uint8Array(weights) });

const pad = document.querySelector('canvas');
const addend = document.querySelector('input');
const answer = document.querySelector('#answer');
const context = pad?.getContext('2d', { willReadFrequently: true });
if (!pad || !context || !addend || !answer) throw new Error('The page lacks an element, or a canvas to draw on.');
context.lineWidth = 22;
context.lineCap = 'round';
context.lineJoin = 'round';

const answerPad = async () => {
  try {
    const pixels = prepareImage(context.getImageData(0, 0, pad.width, pad.height));
    const { digit, sum } = tf.tidy(() => {
      const image = tf.tensor4d(
        Float32Array.from(pixels, (pixel) => pixel / 255),
        [1, 28, 28, 1],
      );
      /** @type {tf.Tensor2D} */
      const number = tf.reshape(tf.oneHot([Number(addend.value)], 10, 1, 0, 'float32'), [1, 10]);
      const outputs = forward(network, { image, addend: number });
      return { digit: tf.argMax(outputs.digit, 1), sum: tf.argMax(outputs.sum, 1) };
    });
    const [read, added] = await Promise.all([digit.data(), sum.data()]);
    tf.dispose([digit, sum]);
    answer.textContent = `${read[0]} + ${addend.value} = ${added[0]}`;
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    answer.textContent = error.code === 'several-digits' ? 'Draw one digit only.' : 'There is nothing on it yet.';
  }
};

pad.addEventListener('pointerdown', ({ offsetX, offsetY, pointerId }) => {
  pad.setPointerCapture(pointerId);
  context.beginPath();
  context.moveTo(offsetX, offsetY);
});
pad.addEventListener('pointermove', ({ buttons, offsetX, offsetY }) => {
  if (buttons === 0) return;
  context.lineTo(offsetX, offsetY);
  context.stroke();
});
pad.addEventListener('pointerup', () => void answerPad());
addend.addEventListener('input', () => void answerPad());
document.getElementById('clear')?.addEventListener('click', () => {
  context.clearRect(0, 0, pad.width, pad.height);
  void answerPad();
});
await answerPad();
