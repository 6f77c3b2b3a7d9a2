// Predicts in Node with the ONNX file that this project records, and nothing else of this project:
// onnxruntime_prediction.mjs <folder> <threads> <images at once>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createInterface } from 'node:readline';
import * as ort from 'onnxruntime-node';

const [folder, threads, batch] = process.argv.slice(2);
const batchSize = Number(batch);

/** The elements of a file that `numpy.save` could have written. */
function readArray(name, Elements) {
  const file = readFileSync(join(folder, `${name}.npy`));
  return new Elements(file.buffer.slice(file.byteOffset + 10 + file.readUInt16LE(8), file.byteOffset + file.length));
}

const session = await ort.InferenceSession.create(join(folder, `model-${batchSize}.onnx`), {
  intraOpNumThreads: Number(threads),
});
const images = readArray('images', Uint8Array);
const addends = readArray('addends', Int32Array);

async function predict(start) {
  const rows = (array, width) => array.subarray(start * width, (start + batchSize) * width);
  const image = new Float32Array(rows(images, 784));
  for (let i = 0; i < image.length; i++) image[i] /= 255;
  return session.run({
    image: new ort.Tensor('float32', image, [batchSize, 28, 28, 1]),
    addend: new ort.Tensor('int32', rows(addends, 1).slice(), [batchSize]),
  });
}

/** The place of the largest number of each row. */
function argMax({ data, dims: [rows, columns] }) {
  return Array.from({ length: rows }, (_, row) => {
    let best = row * columns;
    for (let i = best + 1; i < (row + 1) * columns; i++) if (data[i] > data[best]) best = i;
    return best - row * columns;
  });
}

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const { digit, sum } = await predict(0);
say({
  description: `ONNX Runtime ${ort.env.versions.common} in Node, ${threads} threads`,
  check: [...digit.data.slice(0, 10), ...sum.data.slice(0, 19)],
});
let start = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds = [];
  let last = performance.now();
  const end = last + 1000 * Number(line);
  do {
    const results = await predict(start);
    argMax(results.digit);
    argMax(results.sum);
    start = (start + batchSize) % (addends.length - batchSize + 1);
    const now = performance.now();
    milliseconds.push(Number((now - last).toFixed(4)));
    last = now;
  } while (last < end);
  say(milliseconds);
}
