import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where what is fetched for this user lies: `MNIST_ADDER_CACHE`, or the place that the system has for such things
 * (`$XDG_CACHE_HOME/mnist-adder` on Linux).
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = env.MNIST_ADDER_CACHE;
  return chosen === undefined || chosen === '' ? envPaths('mnist-adder', { suffix: '' }).cache : resolve(chosen);
}
