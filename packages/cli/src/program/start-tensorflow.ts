import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** Makes TensorFlow.js ready on plain JavaScript: what does the heavy work is another backend, which is chosen later. */
export async function startTensorFlow(): Promise<void> {
  // Keeps it from checking every number, and from advertising its Node backend on the terminal.
  tf.enableProdMode();
  await tf.setBackend('cpu');
}
