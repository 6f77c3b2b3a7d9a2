import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('TensorFlow.js in plain JavaScript starts without a word, and stays in its mode', async () => {
  const program = `
    const { startCpu } = await import('./dist/start-cpu.js');
    const tf = await import('@tensorflow/tfjs-core');
    await startCpu();
    console.log(tf.getBackend(), tf.sum(tf.tensor([1, 2])).dataSync()[0], tf.env().getBool('PROD'), tf.memory().numTensors);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect({ stdout, stderr }).toEqual({ stdout: 'cpu 3 false 2\n', stderr: '' });
});
