/** What TensorFlow.js can calculate on in a page. */
export const BACKEND_NAMES = ['webgl', 'webgpu', 'wasm', 'cpu'] as const;

export type BackendName = (typeof BACKEND_NAMES)[number];

export const BACKEND_TITLES: Readonly<Record<BackendName, string>> = {
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};
