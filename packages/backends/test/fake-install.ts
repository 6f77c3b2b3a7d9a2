import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { c as createTar } from 'tar';
import { ZipFile } from 'yazl';
import type { InstallContext, InstallEvent } from '../src/install/install-context.js';
import type { InstallPlan } from '../src/install/plan.js';
import type { ProcessResult, RunProcess } from '../src/install/run-process.js';

const OK: ProcessResult = { exitCode: 0, stdout: '', stderr: '' };
const NOT_THERE: ProcessResult = { exitCode: undefined, stdout: '', stderr: 'no such program' };

/** A world in which a tiny backend can be installed: packages to fetch, and programs that imitate the real ones. */
export interface FakeWorld {
  readonly folder: string;
  readonly cacheFolder: string;
  readonly plan: InstallPlan;
  readonly context: InstallContext;
  /** The command lines that were run, without those that only asked for a version. */
  readonly commands: string[];
  readonly events: InstallEvent[];
  /** Programs that are not installed. */
  readonly missing: Set<string>;
  /** Answers of commands that fail, by a word of their command line. */
  readonly broken: Map<string, ProcessResult | (() => Promise<ProcessResult>)>;
  remove(): void;
}

/** Makes a fake world in a temporary folder. `remove` deletes it. */
export async function createFakeWorld(): Promise<FakeWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fake-install-'));
  const store = join(folder, 'store');
  mkdirSync(store);
  const files = await makeFiles(store);
  const cacheFolder = join(folder, 'cache');
  const commands: string[] = [];
  const events: InstallEvent[] = [];
  const missing = new Set<string>();
  const broken: FakeWorld['broken'] = new Map();

  const run: RunProcess = async (command, args, options) => {
    if (missing.has(command)) return NOT_THERE;
    if (args.at(-1) === '--version') return OK;
    const line = [command, ...args].join(' ');
    commands.push(line);
    for (const [word, answer] of broken) {
      if (line.includes(word)) return typeof answer === 'function' ? answer() : answer;
    }
    return imitate(command, args, options?.folder, store);
  };

  return {
    folder,
    cacheFolder,
    commands,
    events,
    missing,
    broken,
    plan: {
      key: 'tiny 1',
      packageName: '@tensorflow/tfjs-node',
      upstream: { requirement: '@tensorflow/tfjs-node@4.22.0', url: 'https://upstream.invalid/binding', bytes: 5000 },
      wheels: {
        tfjs: { requirement: 'tfjs@1', ...files('tfjs-1.tgz') },
        headers: { requirement: 'headers@1', ...files('headers-1.tgz') },
        wheels: [{ requirement: 'tensorflow==1', ...files('tensorflow-1.whl'), unpackedBytes: 20 }],
        tags: ['manylinux_x'],
        libraries: ['nvidia/cublas/lib/libcublas.so.12'],
      },
    },
    context: {
      platform: 'linux',
      arch: 'x64',
      glibc: '2.36',
      cacheFolder,
      env: {},
      run,
      isReachable: () => Promise.resolve(false),
      freeBytes: () => Promise.resolve(1e12),
      onEvent: (event) => events.push(event),
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Does what the programs of an installation do. */
async function imitate(
  command: string,
  args: readonly string[],
  folder: string | undefined,
  store: string,
): Promise<ProcessResult> {
  const fetched = async (file: string) => {
    await copyFile(join(store, file), join(folder!, file));
    return OK;
  };
  if (command === 'npm' && args[0] === 'pack') return fetched(`${args[1]!.replace('@', '-')}.tgz`);
  if (args.includes('download')) return fetched('tensorflow-1.whl');
  const output =
    command === 'npm'
      ? join(folder!, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')
      : args[args.indexOf('-o') + 1];
  if (command === 'npm' || args.includes('-o')) {
    mkdirSync(dirname(output!), { recursive: true });
    writeFileSync(output!, 'compiled');
  }
  return OK;
}

/** Makes the packages, and returns a function that describes one by its name. */
async function makeFiles(store: string) {
  const write = (name: string, content: string) => {
    const path = join(store, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  write('tfjs/package/package.json', '{ "version": "4.22.0" }');
  write('tfjs/package/binding/tfjs_backend.cc', 'int a;');
  write('headers/package/include/node_api.h', '#pragma once');
  await createTar({ file: join(store, 'tfjs-1.tgz'), gzip: true, cwd: join(store, 'tfjs') }, ['package']);
  await createTar({ file: join(store, 'headers-1.tgz'), gzip: true, cwd: join(store, 'headers') }, ['package']);
  const zip = new ZipFile();
  for (const name of [
    'tensorflow/libtensorflow_cc.so.2',
    'tensorflow/include/tensorflow/c/c_api.h',
    'tensorflow/python/much.py',
    'nvidia/cublas/lib/libcublas.so.12',
  ]) {
    zip.addBuffer(Buffer.from(name), name);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(store, 'tensorflow-1.whl')));
  return (file: string) => {
    const path = join(store, file);
    return {
      file,
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
      sizeBytes: statSync(path).size,
    };
  };
}
