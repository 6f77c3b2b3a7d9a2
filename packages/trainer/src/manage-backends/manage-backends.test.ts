import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeWorld } from '../../test/fake-install.js';
import type { FakeWorld } from '../../test/fake-install.js';
import type { Backend } from '../backend/backend.js';
import { manageBackends } from './manage-backends.js';

let world: FakeWorld;
beforeEach(async () => {
  world = await createFakeWorld();
});
afterEach(() => {
  world.remove();
});

const fake = (name: string, reason?: string): Backend => ({
  name,
  description: `${name} as it is`,
  probe: () => Promise.resolve(reason === undefined ? { available: true } : { available: false, reason }),
  start: () => Promise.reject(new Error('not started in these tests')),
});

/** Runs the program in the fake world. */
async function manage(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await manageBackends(args, {
    terminal: { stdout, stderr, env: {} },
    install: world.surroundings,
    backends: [fake('gpu', 'no device'), fake('onnx')],
    plan: world.plan,
  });
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await text(stdout), stderr: await text(stderr) };
}

describe('manageBackends', () => {
  test('lists what works, and why the rest does not', async () => {
    expect(await manage('list')).toEqual({
      exitCode: 0,
      stdout: 'gpu   not here: no device\nonnx  onnx as it is\n',
      stderr: '',
    });
  });

  test('installs, says that it is there, and removes', async () => {
    const installed = await manage('install', 'tensorflow');
    expect(installed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(installed.stdout).toMatch(/^fetching tfjs@1 .*\n(.*\n)*tensorflow is installed: 0 MB in .*tensorflow\n$/);
    expect((await manage('install', 'tensorflow')).stdout).toContain('tensorflow is installed already');
    expect((await manage('remove', 'tensorflow')).stdout).toBe('tensorflow is removed: 0 MB\n');
    expect((await manage('remove', 'tensorflow')).stdout).toBe('tensorflow is not installed\n');
  });

  test('says what went wrong in one message, without a stack', async () => {
    world.missing.add('python3').add('python').add('pip3').add('pip');
    const { exitCode, stderr } = await manage('install', 'tensorflow');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^tensorflow cannot be installed: it takes what is not here:\n {2}- Python 3 with pip .*\n$/,
    );
  });

  test('answers wrong usage', async () => {
    expect(await manage('install', 'tensorfow')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
