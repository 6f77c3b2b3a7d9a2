import { expect, test } from 'vitest';
import { isSoftware, type Capabilities } from './backends.js';
import { chooseBackend } from './choose-backend.js';

const ALL: Capabilities = {
  webgl: { renderer: 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)', software: false },
  webgpu: { adapter: 'nvidia ampere' },
  wasm: true,
};
const software = { renderer: 'ANGLE (Google, SwiftShader driver)', software: true };
const none = { reason: 'this browser has no WebGL 2' };

test('auto takes WebGL, WebAssembly if WebGL is software or missing, and JavaScript if nothing else is left', () => {
  expect(chooseBackend('auto', ALL)).toEqual({ name: 'webgl' });
  expect(chooseBackend('auto', { ...ALL, webgl: software })).toMatchObject({
    name: 'wasm',
    reason: expect.stringContaining('SwiftShader') as string,
  });
  expect(chooseBackend('auto', { ...ALL, webgl: none })).toMatchObject({ name: 'wasm' });
  expect(chooseBackend('auto', { ...ALL, webgl: none, wasm: false })).toMatchObject({ name: 'cpu' });
  expect(chooseBackend('auto', { ...ALL, webgl: software, wasm: false })).toEqual({ name: 'webgl' });
});

test('the backend that is asked for is used if there is one, and a replacement says why', () => {
  expect(chooseBackend('webgl', { ...ALL, webgl: software })).toEqual({ name: 'webgl' });
  expect(chooseBackend('webgpu', { ...ALL, webgpu: { reason: 'this browser has no WebGPU' } })).toEqual({
    name: 'webgl',
    reason: 'WebGPU cannot be used: this browser has no WebGPU. WebGL is used instead.',
    isReplacement: true,
  });
});

test('software is recognised by its renderer', () => {
  const software = ['Google SwiftShader', 'llvmpipe (LLVM 15.0.6, 256 bits)', 'Microsoft Basic Render Driver'];
  expect(software.map(isSoftware)).toEqual([true, true, true]);
  expect(isSoftware('ANGLE (Apple, ANGLE Metal Renderer: Apple M1)')).toBe(false);
});
