import { eagerExecutor } from '@mnist-adder/trainer';
import type { Backend } from './backend.js';
import { startCpu } from './start-cpu.js';

/** Creates the backend of TensorFlow.js in plain JavaScript. It is slow, and works everywhere. */
export function cpuBackend(): Backend {
  return {
    name: 'cpu',
    description: 'TensorFlow.js in plain JavaScript, one thread, eager steps',
    probe: () => Promise.resolve({ available: true }),
    async start() {
      await startCpu();
      return eagerExecutor();
    },
  };
}
