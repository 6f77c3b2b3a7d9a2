import { createRequire } from 'node:module';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of the ops.
import '@tensorflow/tfjs-layers';

/** The parts of Jasmine that run its specs. */
interface Jasmine {
  core(jasmine: Jasmine): { getEnv(): JasmineEnv };
  interface(jasmine: unknown, env: JasmineEnv): object;
}

interface JasmineEnv {
  configure(options: { random: boolean; specFilter: () => boolean }): void;
  execute(): Promise<unknown>;
}

/**
 * Runs the tests that TensorFlow.js publishes with its core package, on the cpu backend. Whether they pass is not looked at.
 * `Math.random` is seeded meanwhile, so that the same calls are made each time.
 *
 * @param every runs one of so many tests.
 */
export async function runTensorFlowTests(every = 1): Promise<void> {
  const jasmineRequire = createRequire(import.meta.url)('jasmine-core/lib/jasmine-core/jasmine.js') as Jasmine;
  const jasmine = jasmineRequire.core(jasmineRequire);
  const env = jasmine.getEnv();
  let spec = 0;
  env.configure({ random: false, specFilter: () => spec++ % every === 0 });
  Object.assign(globalThis, jasmineRequire.interface(jasmine, env));
  const environments = (await import('@tensorflow/tfjs-core/dist/jasmine_util.js')) as {
    setTestEnvs(environments: readonly object[]): void;
  };
  environments.setTestEnvs([{ name: 'cpu', backendName: 'cpu', isDataSync: true }]);
  await import('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js');
  await import('@tensorflow/tfjs-core/dist/tests.js');
  // Some tests make up their inputs.
  const { random } = Math;
  Math.random = mulberry32(1);
  try {
    await env.execute();
  } finally {
    Math.random = random;
  }
  await tf.setBackend('cpu');
}

/** A generator of numbers from 0 to 1, by Tommy Ettinger. */
function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
