import { describe, expect, test } from 'vitest';
import type { Backend } from './backend.js';
import { BackendUnavailableError } from './backend-unavailable-error.js';
import { BACKEND_NAMES, selectBackend } from './select-backend.js';

const fake = (name: string, reason?: string): Backend => ({
  name,
  description: name,
  probe: () => Promise.resolve(reason === undefined ? { available: true } : { available: false, reason }),
  start: () => Promise.reject(new Error('not started in these tests')),
});

describe('selectBackend', () => {
  test('auto takes the first that works', async () => {
    const { backend, reason } = await selectBackend('auto', [fake('gpu', 'no device'), fake('onnx'), fake('cpu')]);
    expect(backend.name).toBe('onnx');
    expect(reason).toBe('the fastest that works here');
  });

  test('a backend that is asked for is taken', async () => {
    const { backend, reason } = await selectBackend('cpu', [fake('onnx'), fake('cpu')]);
    expect(backend.name).toBe('cpu');
    expect(reason).toBe('asked for');
  });

  test('a backend that is asked for and does not work is an error that says why, never a silent other one', async () => {
    const refused = selectBackend('gpu', [fake('gpu', 'no device'), fake('cpu')]);
    await expect(refused).rejects.toThrow(BackendUnavailableError);
    await expect(refused).rejects.toThrow('gpu: no device');
  });

  test('on this machine auto means onnx', async () => {
    expect((await selectBackend('auto')).backend.name).toBe('onnx');
    expect(BACKEND_NAMES).toEqual(['auto', 'tensorflow-gpu', 'onnx', 'tensorflow', 'cpu']);
  });
});
