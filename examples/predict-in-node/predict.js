// @ts-check
// Reads images of MNIST and adds to them, on ONNX Runtime, which is the fastest in Node.
import { readMnist } from '@mnist-adder/dataset/node';
import { openPredictor } from '@mnist-adder/backends';
import { modelFolder } from '@mnist-adder/models';

const predictor = await openPredictor(modelFolder('exact-small'));
const { test } = await readMnist();

const addends = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const answers = await predictor.predictPairs({ images: test.images.subarray(0, 10 * 784), addends });
answers.forEach(({ digit, sum, digitProbabilities }, i) => {
  const sure = (100 * (digitProbabilities[digit] ?? 0)).toFixed(1);
  console.log(`${digit} + ${addends[i]} = ${sum} (${sure} % sure; the label says ${test.labels[i]})`);
});
await predictor.dispose();
