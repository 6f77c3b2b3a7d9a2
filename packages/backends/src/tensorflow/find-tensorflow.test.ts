import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTensorflow } from './find-tensorflow.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-tensorflow-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (path: string, content: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
const project = 'project/node_modules/@tensorflow/tfjs-node';
const cached = 'cache/tensorflow/node_modules/@tensorflow/tfjs-node';
const writePackage = (path: string, version = '4.22.0', napi = 8) => {
  write(`${path}/package.json`, JSON.stringify({ name: '@tensorflow/tfjs-node', version }));
  write(`${path}/lib/napi-v${napi}/tfjs_binding.node`, '');
};
const writeNote = () => {
  write('cache/tensorflow/installed.json', '{ "source": "wheel", "key": "any", "sizeBytes": 1 }');
};
const find = () =>
  findTensorflow('tensorflow', {
    cacheFolder: join(folder, 'cache'),
    lookFrom: [join(folder, 'project/package.json')],
  });

describe('findTensorflow', () => {
  test('says how it is installed where it is not', () => {
    expect(find()).toEqual({
      reason: 'it is not installed: `mnist-adder backend install tensorflow` does that',
    });
  });

  test('takes the copy that the user installed before ours', () => {
    writePackage(project);
    writePackage(cached);
    writeNote();
    expect(find()).toEqual({
      folder: join(folder, project),
      bindingFile: join(folder, project, 'lib/napi-v8/tfjs_binding.node'),
    });
  });

  test('takes ours if the user’s has no native part, or is of another version', () => {
    write(`${project}/package.json`, '{ "version": "4.22.0" }');
    expect(find()).toMatchObject({ reason: expect.stringContaining('has no native part') as string });
    writePackage(project, '4.21.0');
    expect(find()).toMatchObject({ reason: expect.stringMatching(/4\.21\.0 .* does not go with/) as string });
    writePackage(cached);
    writeNote();
    expect(find()).toMatchObject({ folder: join(folder, cached) });
  });

  test('takes nothing that was not finished, or has lost a part', () => {
    writePackage(cached);
    expect(find()).toMatchObject({ reason: expect.stringContaining('not installed') as string });
    writeNote();
    rmSync(join(folder, cached, 'lib'), { recursive: true });
    expect(find()).toMatchObject({ reason: expect.stringContaining('--force repairs it') as string });
  });

  test('takes the binding for the newest Node-API that this Node has', () => {
    writePackage(project, '4.22.0', 3);
    writePackage(project, '4.22.0', 6);
    writePackage(project, '4.22.0', 99);
    expect(find()).toMatchObject({ bindingFile: expect.stringContaining('napi-v6') as string });
  });
});

test('what lies in the working directory is not looked at', () => {
  writePackage('node_modules/@tensorflow/tfjs-node');
  const before = process.cwd();
  process.chdir(folder);
  try {
    const found = findTensorflow('tensorflow', { cacheFolder: join(folder, 'cache') });
    expect(JSON.stringify(found)).not.toContain(folder);
  } finally {
    process.chdir(before);
  }
});
