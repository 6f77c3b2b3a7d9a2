import { expect, test } from 'vitest';
import type { Capabilities } from './capabilities.js';
import { isSoftware } from './capabilities.js';
import { chooseBackend } from './choose-backend.js';

const ALL: Capabilities = {
  webgl: { renderer: 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)', software: false },
  webgpu: { adapter: 'nvidia ampere' },
  wasm: true,
};
const software = { renderer: 'ANGLE (Google, SwiftShader driver)', software: true };
const none = { reason: 'this browser gives no WebGL 2' };

test('by itself it takes WebGL, WebAssembly where that is drawn by software or missing, and JavaScript where nothing is left', () => {
  expect(chooseBackend('auto', ALL)).toEqual({ name: 'webgl' });
  expect(chooseBackend('auto', { ...ALL, webgl: software })).toMatchObject({
    name: 'wasm',
    reason: expect.stringContaining('SwiftShader') as string,
  });
  expect(chooseBackend('auto', { ...ALL, webgl: none })).toMatchObject({ name: 'wasm' });
  expect(chooseBackend('auto', { ...ALL, webgl: none, wasm: false })).toMatchObject({ name: 'cpu' });
  expect(chooseBackend('auto', { ...ALL, webgl: software, wasm: false })).toEqual({ name: 'webgl' });
});

test('what is asked for is taken where there is one, and what stands in for it says why', () => {
  expect(chooseBackend('webgl', { ...ALL, webgl: software })).toEqual({ name: 'webgl' });
  expect(chooseBackend('webgpu', { ...ALL, webgpu: { reason: 'this browser has no WebGPU' } })).toEqual({
    name: 'webgl',
    reason: 'WebGPU cannot be used: this browser has no WebGPU. WebGL is used instead.',
    standsIn: true,
  });
});

test('software is known by its renderer', () => {
  const software = ['Google SwiftShader', 'llvmpipe (LLVM 15.0.6, 256 bits)', 'Microsoft Basic Render Driver'];
  expect(software.map(isSoftware)).toEqual([true, true, true]);
  expect(isSoftware('ANGLE (Apple, ANGLE Metal Renderer: Apple M1)')).toBe(false);
});
