import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../../packages/web-demo/test/chromium.js';
import { serveSite } from '../../packages/web-demo/test/site.js';
import { createOutsideProject } from '../src/outside-project.js';
import type { OutsideProject } from '../src/outside-project.js';
import { packAll } from '../src/pack-all.js';
import { PUBLISHED } from '../src/published.js';

const run = promisify(execFile);
const MINUTES = 60_000;

let project: OutsideProject;
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  project = createOutsideProject(folder, packAll(mkdtempSync(join(tmpdir(), 'packed-'))));
}, 10 * MINUTES);

/** The files in a folder, at any depth, below `node_modules` too. */
const findAll = (folder: string, name: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(name));

test('there is one TensorFlow.js, and the model brings no backend', () => {
  const cores = findAll(join(project.folder, 'node_modules'), join('@tensorflow', 'tfjs-core', 'package.json'));
  expect(cores).toHaveLength(1);
  const { dependencies } = JSON.parse(
    readFileSync(join(project.folder, 'node_modules/@mnist-adder/model/package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  expect(Object.keys(dependencies).sort()).toEqual(['@mnist-adder/dataset', 'write-file-atomic', 'zod']);
  expect(JSON.stringify(dependencies)).not.toMatch(/catalog|workspace/);
});

test(
  'an install of the model alone brings TensorFlow.js’s core and layers, and no backend',
  { timeout: 3 * MINUTES },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'model-alone-'));
    const tarballs = packAll(mkdtempSync(join(tmpdir(), 'packed-')));
    const dependencies = Object.fromEntries(
      ['@mnist-adder/dataset', '@mnist-adder/model'].map((name) => [name, `file:${tarballs.get(name)!}`]),
    );
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'alone', private: true, dependencies }));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
      cwd: folder,
    });
    expect(readdirSync(join(folder, 'node_modules/@tensorflow')).sort()).toEqual(['tfjs-core', 'tfjs-layers']);
  },
);

const COMPILER_OPTIONS = {
  ...{ target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['node'] },
  ...{ strict: true, allowJs: true, checkJs: true, skipLibCheck: true },
};
const RESOLUTIONS = {
  nodenext: { module: 'NodeNext' },
  bundler: { module: 'Preserve', moduleResolution: 'Bundler' },
};

describe.each(['typescript-5', 'typescript-6'])('%s', (typescript) => {
  test.each(['nodenext', 'bundler'] as const)('checks the examples and the READMEs, %s', async (resolution) => {
    const config = join(project.folder, `tsconfig.${typescript}.${resolution}.json`);
    const compilerOptions = { ...COMPILER_OPTIONS, ...RESOLUTIONS[resolution], noEmit: true };
    writeFileSync(config, JSON.stringify({ compilerOptions, include: ['*/*.js', 'readme/*.ts'] }));
    const compiler = join(project.folder, 'node_modules', typescript, 'bin/tsc');
    const said = await run(process.execPath, [compiler, '-p', config]).catch((error: unknown) => error);
    expect(said).toMatchObject({ stdout: '' });
  });
});

/** The Node that runs this, and newer ones as npm has them. */
const NODES = ['22.23.3', '24.21.0', '26.10.0'];
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** What prints what it is to print without an end of its own, or trains for long. */
const NOT_TO_RUN = ['service.js', 'page.js', 'copy-model.js', 'trainer-1.ts', 'trainer-2.ts'];

describe.each(['this', ...NODES])('Node %s', (version) => {
  let node = process.execPath;
  beforeAll(() => {
    if (version !== 'this') {
      const folder = mkdtempSync(join(tmpdir(), 'node-'));
      // In a project of its own rather than with --prefix, which has npm look for its global settings there, too.
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'node', private: true }));
      const install = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
      execFileSync('npm', [...install, `${nodePackage}@${version}`], { cwd: folder });
      const [found] = findAll(folder, join('bin', process.platform === 'win32' ? 'node.exe' : 'node'));
      node = join(folder, found!);
    }
    const readmes = ['-p', '.', '--outDir', 'readme-js', '--rootDir', 'readme', '--noEmit', 'false'];
    if (existsSync(join(project.folder, 'readme-js'))) return;
    writeFileSync(
      join(project.folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, module: 'NodeNext' }, include: ['readme/*.ts'] }),
    );
    execFileSync(process.execPath, ['node_modules/typescript-6/bin/tsc', ...readmes], { cwd: project.folder });
  }, 5 * MINUTES);

  test('runs the examples and the READMEs', { timeout: 5 * MINUTES }, async () => {
    const programs = [...project.examples, ...project.readmes].filter((path) => !NOT_TO_RUN.includes(basename(path)));
    const said = new Map<string, string>();
    for (const program of programs) {
      const file = program.endsWith('.ts') ? program.replace('readme', 'readme-js').replace('.ts', '.js') : program;
      const path = join(project.folder, file);
      const { stdout } = await run(node, [path], { cwd: dirname(path) });
      said.set(program, stdout);
    }
    expect(said.size).toBeGreaterThanOrEqual(8);
    expect(said.get('predict-in-node/predict.js')).toContain('7 + 0 = 7');
    expect(accuracyIn(said.get('own-head/even-or-odd.js'))).toBeGreaterThan(95);
    expect(accuracyIn(said.get('tfjs-onnx-alone/export-and-train.js'))).toBeGreaterThan(95);
    expect(accuracyIn(said.get('fashion-mnist/transfer.js'))).toBeGreaterThan(65);
    expect(said.get('readme/dataset-1.ts')).toContain('48000 12000 10000');
    expect(said.get('readme/model-1.ts')).toMatch(/^\d \+ 5 = \d+, says a network/m);
  });

  test('runs the service', { timeout: MINUTES }, async () => {
    const service = spawn(node, ['service.js'], {
      cwd: join(project.folder, 'http-service'),
      env: { ...process.env, PORT: '0' },
    });
    onTestFinished(async () => {
      service.kill();
      await once(service, 'exit');
    });
    const [line] = (await once(createInterface(service.stdout), 'line')) as [string];
    const address = /http:\S+(?=\?)/.exec(line)![0];
    const command = join(project.folder, 'node_modules/@mnist-adder/cli/bin/mnist-adder.js');
    const seven = join(project.folder, 'seven.png');
    await run(node, [command, 'data', 'export', '--index', '0', '--out', seven]);
    const picture = readFileSync(seven);
    const asked = async (number: string, body: Uint8Array<ArrayBuffer>) => {
      const response = await fetch(`${address}?number=${number}`, { method: 'POST', body });
      return [response.status, await response.json()];
    };
    expect(await asked('5', Uint8Array.from(picture))).toEqual([200, { digit: 7, number: 5, sum: 12 }]);
    expect(await asked('11', Uint8Array.from(picture))).toEqual([400, { error: 'number has to be 0 to 9' }]);
    expect(await asked('5', new Uint8Array(9))).toEqual([400, { error: 'this is no picture that can be read' }]);
  });
});

const accuracyIn = (text = ''): number => Number(/([\d.]+) %/.exec(text)?.[1]);

test('this Node trains as the trainer’s README says', { timeout: 5 * MINUTES }, async () => {
  const { stdout } = await run(process.execPath, [join(project.folder, 'readme-js/trainer-1.js')]);
  expect(stdout).toContain('sumAccuracy');
});

test.each(['vite', 'esbuild'])(
  'a page that %s bundles reads what is drawn on it',
  { timeout: 3 * MINUTES },
  async (bundler) => {
    const cwd = join(project.folder, 'predict-in-page');
    await run(process.execPath, ['copy-model.js'], { cwd });
    const out = join(cwd, `out-${bundler}`);
    const bin = join(project.folder, 'node_modules', bundler, 'bin');
    if (bundler === 'vite') {
      await run(process.execPath, [join(bin, 'vite.js'), 'build', '--base', './', '--outDir', out], { cwd });
    } else {
      const bundle = ['page.js', '--bundle', '--format=esm', '--minify', `--outfile=${join(out, 'page.js')}`];
      await run(join(bin, 'esbuild'), bundle, { cwd });
      writeFileSync(join(out, 'index.html'), readFileSync(join(cwd, 'index.html')));
      cpSync(join(cwd, 'public'), out, { recursive: true });
    }
    const [browser, site] = await Promise.all([launchChromium(), serveSite(out)]);
    onTestFinished(async () => {
      await browser.close();
      await site.stop();
    });
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(site.url);
    await page.getByText('There is nothing on it yet.').waitFor();
    const box = (await page.locator('#pad').boundingBox())!;
    const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
    await page.mouse.move(...at(0.3, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.7, 0.2), { steps: 8 });
    await page.mouse.move(...at(0.45, 0.85), { steps: 8 });
    await page.mouse.up();
    await page.getByText('7 + 5 = 12').waitFor();
    expect(problems).toEqual([]);
  },
);

test('every published package is installed', () => {
  for (const { name } of PUBLISHED)
    expect(existsSync(join(project.folder, 'node_modules', name, 'package.json'))).toBe(true);
});
