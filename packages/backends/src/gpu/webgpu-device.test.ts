import { expect, test } from 'vitest';
import { drmMachine, fakeMachine, nvidiaMachine } from '../../test/fake-machine.js';
import { findGpus, type GpuContext } from './find-gpus.js';
import { webgpuDevice } from './webgpu-device.js';

const LAVAPIPE = '/usr/lib/x86_64-linux-gnu/libvulkan_lvp.so';
const RADEON = '/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so';
const INTEL = '/usr/lib/x86_64-linux-gnu/libvulkan_intel.so';

const deviceOf = (machine: GpuContext) => webgpuDevice(findGpus(machine), machine);

test('a GPU whose Vulkan driver was loaded, beside those of other GPUs', () => {
  expect(deviceOf(drmMachine('amdgpu', LAVAPIPE, INTEL, RADEON))).toEqual({
    name: 'AMD GPU (amdgpu)',
    software: false,
  });
  expect(deviceOf(nvidiaMachine('/usr/lib/libGLX_nvidia.so.570.86', LAVAPIPE))).toEqual({
    name: 'NVIDIA H200',
    software: false,
  });
});

test('software, where the GPU that is there has no Vulkan driver', () => {
  expect(deviceOf(nvidiaMachine(LAVAPIPE, INTEL))).toEqual({ name: 'llvmpipe', software: true });
});

test('software, where there is no GPU', () => {
  const swiftShader = { '/proc/self/maps': '7f00-7f01 r-xp 0 fe:00 1   /usr/lib/chromium/libvk_swiftshader.so' };
  expect(deviceOf(fakeMachine('linux', { files: swiftShader }))).toEqual({ name: 'SwiftShader', software: true });
});

test('an unknown driver counts as software', () => {
  expect(deviceOf(fakeMachine('linux')).software).toBe(true);
  expect(deviceOf(fakeMachine('win32')).software).toBe(true);
});

test('beyond Linux the driver comes with the system', () => {
  expect(deviceOf(fakeMachine('darwin')).software).toBe(false);
});
