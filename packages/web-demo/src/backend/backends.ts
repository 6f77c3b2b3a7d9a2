/** The TensorFlow.js backends that a page can use. */
export const BACKEND_NAMES = ['webgl', 'webgpu', 'wasm', 'cpu'] as const;

export type BackendName = (typeof BACKEND_NAMES)[number];

/** The backends' names for people. */
export const BACKEND_TITLES: Readonly<Record<BackendName, string>> = {
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** The backends that a browser has, with the reason for each that it lacks. Plain JavaScript is always there. */
export interface Capabilities {
  readonly webgl: { readonly renderer: string; readonly software: boolean } | { readonly reason: string };
  readonly webgpu: { readonly adapter: string } | { readonly reason: string };
  readonly wasm: boolean;
}

/** Finds out which backends the calling worker can use. */
export async function findCapabilities(): Promise<Capabilities> {
  return { webgl: findWebGL(), webgpu: await findWebGPU(), wasm: typeof WebAssembly === 'object' };
}

function findWebGL(): Capabilities['webgl'] {
  if (typeof OffscreenCanvas === 'undefined') return { reason: 'this browser has no canvas for workers' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return { reason: 'this browser has no WebGL 2' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const target = gl.getExtension('EXT_color_buffer_float');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (target === null) return { reason: 'its WebGL has no float textures' };
  return { renderer, software: isSoftware(renderer) };
}

/** Whether a WebGL renderer is software instead of a graphics processor. WebAssembly is faster than that. */
export const isSoftware = (renderer: string): boolean =>
  /swiftshader|llvmpipe|softpipe|basic render|software/i.test(renderer);

async function findWebGPU(): Promise<Capabilities['webgpu']> {
  const { gpu } = navigator as unknown as { readonly gpu?: { requestAdapter(): Promise<GpuAdapter | null> } };
  if (gpu === undefined) return { reason: 'this browser has no WebGPU' };
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) return { reason: 'this browser has no WebGPU adapter' };
  const { vendor = '', architecture = '', description = '' } = adapter.info ?? {};
  return { adapter: description || [vendor, architecture].filter(Boolean).join(' ') || 'WebGPU' };
}

interface GpuAdapter {
  readonly info?: { readonly vendor?: string; readonly architecture?: string; readonly description?: string };
}

/** Why a backend is not available; undefined if it is. */
export function missing(name: BackendName, { webgl, webgpu, wasm }: Capabilities): string | undefined {
  if (name === 'webgl' && 'reason' in webgl) return webgl.reason;
  if (name === 'webgpu' && 'reason' in webgpu) return webgpu.reason;
  if (name === 'wasm' && !wasm) return 'this browser has no WebAssembly';
  return undefined;
}
