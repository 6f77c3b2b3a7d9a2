import { expect, test } from 'vitest';
import { fakeMachine, fakeOnnxRuntime, nvidiaMachine } from '../test/fake-machine.js';
import type { GpuContext } from './gpu/find-gpus.js';
import { onnxCudaBackend } from './onnx-cuda.js';
import type { OnnxRuntimeNode } from './onnx-runtime.js';

const probe = (machine: GpuContext, runtime: OnnxRuntimeNode) =>
  onnxCudaBackend(
    machine,
    () => Promise.resolve(runtime),
    () => '/modules/onnxruntime-node',
  ).probe();

/** The machine with the provider's library where the package keeps its own. */
function withProvider(machine: GpuContext): GpuContext {
  const installed = fakeMachine('linux', {
    files: { '/modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so': '' },
  });
  return { ...machine, list: (folder) => [...machine.list(folder), ...installed.list(folder)] };
}

test('it computes on the NVIDIA GPU that is there', async () => {
  expect(await probe(withProvider(nvidiaMachine()), fakeOnnxRuntime(['cpu', 'cuda']))).toEqual({
    available: true,
    device: { name: 'NVIDIA H200', software: false },
  });
});

test.each([
  ['an NVIDIA GPU', fakeMachine('linux'), fakeOnnxRuntime(['cpu', 'cuda']), /^no NVIDIA GPU was found/],
  ['a build with CUDA', nvidiaMachine(), fakeOnnxRuntime(['cpu']), /^onnxruntime-node has CUDA for Linux x64 only$/],
  [
    'the provider',
    nvidiaMachine(),
    fakeOnnxRuntime(['cpu', 'cuda']),
    /^the CUDA provider is not installed; node \/modules\/onnxruntime-node\/script\/install\.js fetches it$/,
  ],
  [
    'CUDA’s libraries',
    withProvider(nvidiaMachine()),
    fakeOnnxRuntime(['cpu', 'cuda'], 'libcudnn.so.9: cannot open shared object file'),
    /^CUDA does not start: libcudnn\.so\.9: cannot open shared object file; it needs CUDA 12 and cuDNN 9$/,
  ],
] as const)('without %s it says so', async (_, machine, runtime, reason) => {
  expect(await probe(machine, runtime)).toEqual({
    available: false,
    reason: expect.stringMatching(reason) as unknown,
  });
});
