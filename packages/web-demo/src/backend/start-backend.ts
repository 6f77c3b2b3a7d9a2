import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import plainWasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import type { BackendName } from './backends.js';

const LOADERS: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  async wasm() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Threads need HTTP headers that a static page cannot set.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainWasm,
      'tfjs-backend-wasm-simd.wasm': simdWasm,
      'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
    });
  },
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

/**
 * Loads a TensorFlow.js backend and makes it the active one.
 *
 * @param onLost called when WebGL's context is lost. The backend cannot be used after that.
 * @throws `Error` if the backend does not start.
 */
export async function startBackend(name: BackendName, onLost: () => void): Promise<void> {
  await LOADERS[name]();
  if (!(await tf.setBackend(name))) throw new Error(`${name} does not start`);
  await tf.ready();
  if (name !== 'webgl') return;
  const { gpgpu } = tf.backend() as unknown as Pick<MathBackendWebGL, 'gpgpu'>;
  gpgpu.gl.canvas.addEventListener('webglcontextlost', () => {
    onLost();
  });
}
