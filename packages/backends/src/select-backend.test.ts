import { describe, expect, test } from 'vitest';
import type { Backend, Device } from './backend.js';
import { BackendError } from './errors.js';
import { BACKEND_NAMES } from './names.js';
import { createBackends, describeBackend, selectBackend } from './select-backend.js';

const fake = (name: string, probe: Backend['probe'] = () => Promise.resolve({ available: true })): Backend => ({
  name,
  description: `the backend ${name}`,
  probe,
  start: () => Promise.reject(new Error('not started in these tests')),
});

const missing = (name: string, reason: string) => fake(name, () => Promise.resolve({ available: false, reason }));

/** A backend that finds only a software adapter, and takes it if it may. */
const softwareOnly = (name: string, device: Device) =>
  fake(name, ({ software = false } = {}) =>
    Promise.resolve(software ? { available: true, device } : { available: false, reason: 'no GPU' }),
  );

const SWIFTSHADER = { name: 'SwiftShader', software: true };

describe('selectBackend', () => {
  test('auto takes the first that works, says so in a few words, and keeps why others do not', async () => {
    const selected = await selectBackend('auto', [missing('gpu', 'no device'), fake('onnx'), fake('cpu')]);
    expect(selected.backend.name).toBe('onnx');
    expect(selected.reason).toBe('the fastest that works here');
    expect(selected.refused).toEqual([{ name: 'gpu', reason: 'no device' }]);
  });

  test('a backend that is asked for is taken', async () => {
    const { backend, reason } = await selectBackend('cpu', [fake('onnx'), fake('cpu')]);
    expect(backend.name).toBe('cpu');
    expect(reason).toBe('asked for');
  });

  test('a backend that is asked for and does not work is an error that says why, never a silent other one', async () => {
    const refused = selectBackend('gpu', [missing('gpu', 'no device'), fake('cpu')]);
    await expect(refused).rejects.toThrow(BackendError);
    await expect(refused).rejects.toThrow('The backend gpu cannot be used: no device.');
  });

  test('where auto finds nothing, the error says why of each', async () => {
    const refused = selectBackend('auto', [missing('gpu', 'no device'), missing('onnx', 'no binary')]);
    await expect(refused).rejects.toThrow('gpu: no device; onnx: no binary');
  });

  test('a software adapter is taken and named if it is asked for; auto skips it', async () => {
    const backends = [softwareOnly('gpu', SWIFTSHADER), fake('onnx')];
    expect((await selectBackend('auto', backends)).backend.name).toBe('onnx');
    const selected = await selectBackend('gpu', backends);
    expect(describeBackend(selected)).toBe('the backend gpu, on SwiftShader (software: right, but slow)');
  });

  test('a device is said', () => {
    const device = { name: 'NVIDIA H200', software: false };
    expect(describeBackend({ backend: fake('gpu'), device })).toBe('the backend gpu, on NVIDIA H200');
    expect(describeBackend({ backend: fake('cpu') })).toBe('the backend cpu');
  });

  test('GPUs come first, and WebAssembly comes before plain JavaScript alone', () => {
    expect(BACKEND_NAMES).toEqual([
      'auto',
      'tensorflow-gpu',
      'onnx-cuda',
      'onnx-webgpu',
      'onnx',
      'tensorflow',
      'onnx-wasm',
      'cpu',
    ]);
    expect(createBackends().map(({ name }) => name)).toEqual(BACKEND_NAMES.slice(1));
  });

  test('on this machine auto finds something faster than WebAssembly', async () => {
    expect(['onnx-wasm', 'cpu']).not.toContain((await selectBackend('auto')).backend.name);
  });
});
