import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Makes TensorFlow.js in plain JavaScript the active backend. With its first tensor it would recommend another backend on the terminal,
 * unless it is in production mode: so that one is made here.
 */
export async function startCpu(): Promise<void> {
  await tf.setBackend('cpu');
  const environment = tf.env();
  const isProduction = environment.getBool('PROD');
  environment.set('PROD', true);
  tf.scalar(0).dispose();
  environment.set('PROD', isProduction);
}
