import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** Starts TensorFlow.js in plain JavaScript. The backend that does the heavy work is chosen later. */
export async function startTensorFlow(): Promise<void> {
  // Otherwise TensorFlow.js checks every number, and advertises its Node backend on the terminal.
  tf.enableProdMode();
  await tf.setBackend('cpu');
}
