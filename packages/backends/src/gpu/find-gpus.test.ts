import { describe, expect, test } from 'vitest';
import { drmMachine, fakeMachine, nvidiaMachine } from '../../test/fake-machine.js';
import { findGpus, thisMachine } from './find-gpus.js';

describe('findGpus', () => {
  test('finds NVIDIA’s GPUs by what their driver tells, once', () => {
    expect(findGpus(nvidiaMachine())).toEqual([{ name: 'NVIDIA H200', driver: 'nvidia' }]);
  });

  test.each([
    ['amdgpu', 'AMD GPU (amdgpu)'],
    ['i915', 'Intel GPU (i915)'],
    ['nouveau', 'NVIDIA GPU (nouveau)'],
  ])('finds the GPU of the kernel’s driver %s', (driver, name) => {
    expect(findGpus(drmMachine(driver))).toEqual([{ name, driver }]);
  });

  test.each(['vgem', 'vkms', 'virtio_gpu', 'ast', 'bochs-drm'])('the screen of a server, %s, is no GPU', (driver) => {
    expect(findGpus(drmMachine(driver))).toEqual([]);
  });

  test('a Linux without graphics has none', () => {
    expect(findGpus(fakeMachine('linux'))).toEqual([]);
  });

  test('finds the display adapters of Windows, without those that Windows puts in the place of one', () => {
    const reg = [
      String.raw`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}\0000`,
      '    DriverDesc    REG_SZ    NVIDIA GeForce RTX 4070',
      '',
      String.raw`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}\0001`,
      '    DriverDesc    REG_SZ    Microsoft Basic Display Adapter',
      '',
      'End of search: 2 match(es) found.',
    ].join('\r\n');
    expect(findGpus(fakeMachine('win32', { outputs: { reg } }))).toEqual([{ name: 'NVIDIA GeForce RTX 4070' }]);
    expect(findGpus(fakeMachine('win32'))).toEqual([]);
  });

  test('every Mac has one', () => {
    expect(findGpus(fakeMachine('darwin'))).toHaveLength(1);
  });

  test('this machine can be looked at, with any GPU or none', () => {
    expect(Array.isArray(findGpus(thisMachine))).toBe(true);
    expect(thisMachine.text('/there/is/no/such/file')).toBe('');
    expect(thisMachine.list('/there/is/no/such/folder')).toEqual([]);
    expect(thisMachine.output('there-is-no-such-program', [])).toBe('');
  });
});
