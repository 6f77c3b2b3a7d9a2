import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeWorld, type FakeWorld } from '../../test/fake-install.js';
import { InstallError } from '../errors.js';
import { install as installByPlan } from './install-backend.js';
import { readInstallation } from './installation.js';
import { planFor, type InstallPlan } from './plan.js';
import { removeFrom } from './remove-backend.js';

let world: FakeWorld;
beforeEach(async () => {
  world = await createFakeWorld();
});
afterEach(() => {
  world.remove();
});

const install = (options: { force?: boolean; plan?: InstallPlan; context?: Partial<FakeWorld['context']> } = {}) => {
  const { plan = world.plan, force = false } = options;
  return installByPlan({ backend: 'tensorflow', plan, context: { ...world.context, ...options.context } }, force);
};
const inCache = (...names: string[]) => join(world.cacheFolder, ...names);
const failure = { exitCode: 1, stdout: '', stderr: 'first line\nno network' };
const killed = () => Promise.reject(new Error('killed'));

/** The files below a folder of the cache, by their paths in it. */
const filesIn = (folder: string) =>
  readdirSync(inCache(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(inCache(folder).length + 1))
    .sort();

describe('an installation from wheels', () => {
  test('leaves the package with its binding and libraries, stand-ins for TensorFlow.js, and nothing else', async () => {
    const { installation, wasThere } = await install();
    expect(wasThere).toBe(false);
    expect(installation).toMatchObject({ source: 'wheel', key: 'tiny 1', folder: inCache('tensorflow') });
    const tfjsNode = 'node_modules/@tensorflow/tfjs-node';
    expect(filesIn('tensorflow')).toEqual(
      [
        'installed.json',
        'node_modules/@tensorflow/tfjs-core/index.js',
        'node_modules/@tensorflow/tfjs/index.js',
        `${tfjsNode}/binding/tfjs_backend.cc`,
        `${tfjsNode}/deps/lib/libtensorflow_cc.so.2`,
        `${tfjsNode}/deps/nvidia/cublas/lib/libcublas.so.12`,
        `${tfjsNode}/lib/napi-v8/tfjs_binding.node`,
        `${tfjsNode}/package.json`,
      ].sort(),
    );
    expect(readdirSync(world.cacheFolder)).toEqual(['tensorflow']);
  });

  test('asks pip for the same file whichever Python there is, and loads what it compiled', async () => {
    await install();
    const [, , pip, compiler, check] = world.commands;
    expect(pip).toMatch(/^python3 -m pip download tensorflow==1 --no-deps --only-binary=:all:/);
    expect(pip).toContain('--python-version 3.12 --implementation cp --abi cp312 --platform manylinux_x');
    expect(compiler).toContain('-Wl,-rpath,$ORIGIN/../../deps/lib ');
    expect(compiler).toContain('-Wl,-rpath,$ORIGIN/../../deps/nvidia/cublas/lib ');
    expect(compiler).toMatch(/-Wl,--no-as-needed -l:libcublas\.so\.12$/);
    expect(check).toMatch(/ -e require\(process\.argv\[1\]\) .*tfjs_binding\.node$/);
  });

  test('a second time does nothing, unless it is forced to or another one is wanted', async () => {
    await install();
    const before = world.commands.length;
    expect((await install()).wasThere).toBe(true);
    expect(world.commands).toHaveLength(before);
    expect((await install({ force: true })).wasThere).toBe(false);
    expect((await install({ plan: { ...world.plan, key: 'tiny 2' } })).installation.key).toBe('tiny 2');
  });

  test.each([
    [
      'is not JSON',
      (note: string) => {
        writeFileSync(note, '{"source":');
      },
    ],
    [
      'is of something else',
      (note: string) => {
        writeFileSync(note, '[]');
      },
    ],
    [
      'is a folder',
      (note: string) => {
        rmSync(note);
        mkdirSync(note);
      },
    ],
    [
      'is a link to itself',
      (note: string) => {
        rmSync(note);
        symlinkSync('installed.json', note);
      },
    ],
  ])('takes one whose note %s for none, and installs it again', async (_, damage) => {
    await install();
    damage(inCache('tensorflow/installed.json'));
    expect(readInstallation('tensorflow', world.cacheFolder)).toBeUndefined();
    expect((await install()).wasThere).toBe(false);
    damage(inCache('tensorflow/installed.json'));
    expect((await install({ force: true })).installation.key).toBe('tiny 1');
  });

  test('tells how far it is', async () => {
    await install();
    const stages = world.events.flatMap((event) => (event.type === 'stage' ? [event.text] : []));
    expect(stages).toEqual([
      'fetching tfjs@1 and headers@1',
      'fetching tensorflow==1 (0 MB)',
      'unpacking (0 MB)',
      'compiling the binding with c++',
      'loading it',
      'installed',
    ]);
    expect(world.events.some((event) => event.type === 'progress' && event.doneBytes > 0)).toBe(true);
  });

  test('says all that is missing at once, before anything is fetched', async () => {
    for (const program of ['npm', 'python3', 'python', 'pip3', 'pip', 'c++', 'g++', 'clang++'])
      world.missing.add(program);
    const refused = install({ context: { glibc: undefined, freeBytes: () => Promise.resolve(10) } });
    await expect(refused).rejects.toThrow(InstallError);
    for (const part of ['npm', 'python3-pip', 'C++ compiler', 'glibc 2.27', 'room on the disk', 'MNIST_ADDER_CACHE']) {
      await expect(refused).rejects.toThrow(part);
    }
    expect(world.commands).toEqual([]);
    expect(existsSync(world.cacheFolder)).toBe(false);
  });

  test('takes pip and a compiler by other names, and a compiler that CXX names first', async () => {
    for (const program of ['python3', 'c++']) world.missing.add(program);
    await install();
    expect(world.commands[2]).toMatch(/^python -m pip download/);
    expect(world.commands[3]).toMatch(/^g\+\+ /);
    await install({ force: true, context: { env: { CXX: 'my-c++' } } });
    expect(world.commands.some((line) => line.startsWith('my-c++ '))).toBe(true);
  });

  test('refuses a file with another digest, deletes it, and leaves what was installed', async () => {
    await install();
    const { wheels } = world.plan;
    const [wheel] = wheels!.wheels;
    const plan = { ...world.plan, wheels: { ...wheels!, wheels: [{ ...wheel!, sha256: '0'.repeat(64) }] } };
    const refused = install({ force: true, plan });
    await expect(refused).rejects.toMatchObject({ code: 'install-digest' });
    await expect(refused).rejects.toThrow(`and not ${'0'.repeat(64)}`);
    expect(filesIn('tensorflow.unfinished')).toEqual(['downloads/headers-1.tgz', 'downloads/tfjs-1.tgz']);
    expect(readInstallation('tensorflow', world.cacheFolder)).toMatchObject({ key: 'tiny 1' });
  });

  test.each([
    ['a download', 'pip download', 2],
    ['the compiler', '-shared', 3],
    ['loading', 'process.argv', 3],
  ])('killed in %s, it goes on with what was fetched', async (_, word, fetched) => {
    world.broken.set(word, killed);
    await expect(install()).rejects.toThrow('killed');
    expect(readInstallation('tensorflow', world.cacheFolder)).toBeUndefined();
    expect(filesIn('tensorflow.unfinished').filter((name) => name.startsWith('downloads'))).toHaveLength(fetched);
    world.broken.clear();
    world.commands.length = 0;
    await install();
    expect(world.commands.filter((line) => / (pack|download) /.test(line))).toHaveLength(3 - fetched);
    expect(readdirSync(world.cacheFolder)).toEqual(['tensorflow']);
  });

  test('fetches again what was cut off', async () => {
    world.broken.set('-shared', killed);
    await expect(install()).rejects.toThrow('killed');
    world.broken.clear();
    writeFileSync(inCache('tensorflow.unfinished/downloads/tensorflow-1.whl'), 'half of it');
    await install();
    expect(
      readFileSync(inCache('tensorflow/node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow_cc.so.2'), 'utf8'),
    ).toBe('tensorflow/libtensorflow_cc.so.2');
  });

  test.each([
    ['pip', 'pip download', 'install-download', 'pip did not fetch tensorflow-1.whl (no network)'],
    ['npm', 'npm pack', 'install-download', 'npm did not fetch tfjs-1.tgz (no network)'],
    ['the compiler', '-shared', 'install-compile', 'c++ did not compile TensorFlow.js’s binding (no network)'],
    ['what was built', 'process.argv', 'install-check', 'what was built does not load (no network)'],
  ])('says what %s complained of when it fails', async (_, word, code, message) => {
    world.broken.set(word, failure);
    const refused = install();
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(message);
    expect(readInstallation('tensorflow', world.cacheFolder)).toBeUndefined();
  });

  test('of two at once the second waits for the first, and has nothing to do', async () => {
    const results = await Promise.all([install(), install()]);
    expect(results.map(({ wasThere }) => wasThere).sort()).toEqual([false, true]);
    expect(world.commands.filter((line) => line.includes(' download '))).toHaveLength(1);
    expect(world.events).toContainEqual({ type: 'stage', text: 'waiting for another installation to end' });
  });
});

describe('an installation by upstream’s own way', () => {
  const reachable = { isReachable: () => Promise.resolve(true) };

  test('takes npm only, where upstream’s files can be fetched', async () => {
    for (const program of ['python3', 'python', 'pip3', 'pip', 'c++', 'g++', 'clang++']) world.missing.add(program);
    const { installation } = await install({ context: reachable });
    expect(installation.source).toBe('upstream');
    expect(world.commands).toHaveLength(2);
    expect(world.commands[0]).toMatch(/^npm install @tensorflow\/tfjs-node@4\.22\.0 /);
  });

  test('falls back on wheels where it fails or what it built does not load', async () => {
    world.broken.set('npm install', failure);
    expect((await install({ context: reachable })).installation.source).toBe('wheel');
    expect(world.events).toContainEqual({
      type: 'stage',
      text: 'tensorflow cannot be installed: npm did not install @tensorflow/tfjs-node@4.22.0 (no network). Trying another way',
    });
  });

  test('is the only way on other systems, and is said to be missing', async () => {
    const { key, packageName, upstream } = world.plan;
    const plan = { key, packageName, upstream: upstream! };
    await expect(install({ plan })).rejects.toThrow('a network on which TensorFlow.js’s own files can be fetched');
    world.broken.set('npm install', failure);
    await expect(install({ plan, context: reachable })).rejects.toMatchObject({ code: 'install-download' });
  });
});

test('a system for which there is no way is refused by its name', async () => {
  const context = { ...world.context, platform: 'darwin' as const, arch: 'arm64' };
  const refused = installByPlan(
    { backend: 'tensorflow-gpu', plan: planFor('tensorflow-gpu', context), context },
    false,
  );
  await expect(refused).rejects.toThrow('there is no way to on darwin-arm64');
});

describe('removeBackend', () => {
  test('takes the installation and what an unfinished one left', async () => {
    await install();
    world.broken.set('-shared', killed);
    await expect(install({ force: true })).rejects.toThrow('killed');
    expect(readdirSync(world.cacheFolder).sort()).toEqual(['tensorflow', 'tensorflow.unfinished']);
    expect(await removeFrom('tensorflow', world.context)).toBeGreaterThan(0);
    expect(readdirSync(world.cacheFolder)).toEqual([]);
  });

  test('has nothing to do where nothing is', async () => {
    expect(await removeFrom('tensorflow', world.context)).toBe(0);
    expect(existsSync(world.cacheFolder)).toBe(false);
  });
});
