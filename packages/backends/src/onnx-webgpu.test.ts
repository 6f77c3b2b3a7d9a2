import { expect, test } from 'vitest';
import { drmMachine, fakeMachine, fakeOnnxRuntime } from '../test/fake-machine.js';
import type { ProbeOptions } from './backend.js';
import type { GpuContext } from './gpu/find-gpus.js';
import type { OnnxRuntimeNode } from './onnx-runtime.js';
import { onnxWebgpuBackend } from './onnx-webgpu.js';

const RADEON = '/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so';
const LAVAPIPE = '/usr/lib/x86_64-linux-gnu/libvulkan_lvp.so';

const BUILD = fakeOnnxRuntime(['cpu', 'webgpu']);

const probe = (machine: GpuContext, runtime: OnnxRuntimeNode = BUILD, options: ProbeOptions = {}) =>
  onnxWebgpuBackend(machine, () => Promise.resolve(runtime)).probe(options);

test('it computes on the GPU that is there', async () => {
  expect(await probe(drmMachine('amdgpu', RADEON))).toEqual({
    available: true,
    device: { name: 'AMD GPU (amdgpu)', software: false },
  });
});

test('software will do if that was said', async () => {
  const machine = fakeMachine('linux', { files: { '/proc/self/maps': `7f00-7f01 r-xp 0 fe:00 1  ${LAVAPIPE}` } });
  expect(await probe(machine, BUILD, { software: true })).toEqual({
    available: true,
    device: { name: 'llvmpipe', software: true },
  });
});

test('without a GPU nothing is started', async () => {
  const load = () => Promise.reject(new Error('it was loaded'));
  expect(await onnxWebgpuBackend(fakeMachine('linux'), load).probe()).toEqual({
    available: false,
    reason: 'no GPU was found',
  });
});

test.each([
  ['a build with WebGPU', fakeOnnxRuntime(['cpu']), RADEON, /^onnxruntime-node has no WebGPU for /],
  [
    'Vulkan',
    fakeOnnxRuntime(
      ['cpu', 'webgpu'],
      '/onnxruntime_src/webgpu_context.cc:136 status == Success was false. Failed to get a WebGPU adapter\n\n  at create',
    ),
    RADEON,
    /^WebGPU does not start: Failed to get a WebGPU adapter; on Linux it needs libvulkan1 and/,
  ],
  ['the GPU’s Vulkan driver', BUILD, LAVAPIPE, /^WebGPU only finds llvmpipe, which is software/],
] as const)('without %s it says so', async (_, runtime, library, reason) => {
  expect(await probe(drmMachine('amdgpu', library), runtime)).toEqual({
    available: false,
    reason: expect.stringMatching(reason) as unknown,
  });
});
