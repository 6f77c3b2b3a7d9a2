import type { BackendName } from './backend-name.js';

/** What a browser has to calculate on; a reason for what it has not. */
export interface Capabilities {
  readonly webgl: { readonly renderer: string; readonly software: boolean } | { readonly reason: string };
  readonly webgpu: { readonly adapter: string } | { readonly reason: string };
  readonly wasm: boolean;
}

/** Looks at what the worker that asks can use. */
export async function findCapabilities(): Promise<Capabilities> {
  return { webgl: findWebGL(), webgpu: await findWebGPU(), wasm: typeof WebAssembly === 'object' };
}

function findWebGL(): Capabilities['webgl'] {
  if (typeof OffscreenCanvas === 'undefined') return { reason: 'this browser has no canvas for workers' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return { reason: 'this browser gives no WebGL 2' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const target = gl.getExtension('EXT_color_buffer_float');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (target === null) return { reason: 'its WebGL has no textures of floats' };
  return { renderer, software: isSoftware(renderer) };
}

/** Whether a renderer is a program and no graphics processor: WebAssembly is faster than that. */
export const isSoftware = (renderer: string): boolean =>
  /swiftshader|llvmpipe|softpipe|basic render|software/i.test(renderer);

async function findWebGPU(): Promise<Capabilities['webgpu']> {
  const { gpu } = navigator as unknown as { readonly gpu?: { requestAdapter(): Promise<GpuAdapter | null> } };
  if (gpu === undefined) return { reason: 'this browser has no WebGPU' };
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) return { reason: 'this browser gives no WebGPU adapter' };
  const { vendor = '', architecture = '', description = '' } = adapter.info ?? {};
  return { adapter: description || [vendor, architecture].filter(Boolean).join(' ') || 'WebGPU' };
}

interface GpuAdapter {
  readonly info?: { readonly vendor?: string; readonly architecture?: string; readonly description?: string };
}

/** Why a backend cannot be had; undefined where it can. */
export function missing(name: BackendName, { webgl, webgpu, wasm }: Capabilities): string | undefined {
  if (name === 'webgl' && 'reason' in webgl) return webgl.reason;
  if (name === 'webgpu' && 'reason' in webgpu) return webgpu.reason;
  if (name === 'wasm' && !wasm) return 'this browser has no WebAssembly';
  return undefined;
}
