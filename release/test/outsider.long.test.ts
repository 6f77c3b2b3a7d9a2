import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { installFromRegistry } from '../src/outside-project.js';
import { PUBLISHED } from '../src/published.js';
import { outsideProject, packedPackages } from './fixtures.js';
import { compiledReadme, compileReadmes, testPage, testPrograms, testTypes } from './outside.js';

const project = outsideProject();

/** The files in a folder, at any depth, below `node_modules` too. */
const findAll = (folder: string, name: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(name));

test('there is one TensorFlow.js, and the model brings no backend', () => {
  const cores = findAll(join(project.folder, 'node_modules'), join('@tensorflow', 'tfjs-core', 'package.json'));
  expect(cores).toHaveLength(1);
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(project.folder, 'node_modules/@mnist-adder/model/package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
  // Patches fit.
  expect(peerDependencies).toEqual({ '@tensorflow/tfjs-core': '^4.22.0', '@tensorflow/tfjs-layers': '^4.22.0' });
  expect(Object.keys(dependencies).sort()).toEqual(['@mnist-adder/dataset', 'write-file-atomic', 'zod']);
  expect(JSON.stringify(dependencies)).not.toMatch(/catalog|workspace/);
});

test('an install of the model alone brings TensorFlow.js’s core and layers, and no backend', () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-alone-'));
  const tarballs = packedPackages();
  const dependencies = Object.fromEntries(
    ['@mnist-adder/dataset', '@mnist-adder/model'].map((name) => [name, `file:${tarballs.get(name)!}`]),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'alone', private: true, dependencies }));
  installFromRegistry(folder);
  expect(readdirSync(join(folder, 'node_modules/@tensorflow')).sort()).toEqual(['tfjs-core', 'tfjs-layers']);
});

test('an install needs no host but the npm registry', () => {
  const { packages } = JSON.parse(readFileSync(join(project.folder, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { readonly hasInstallScript?: boolean; readonly dev?: boolean }>>;
  };
  const scripted = Object.entries(packages).filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev);
  expect(scripted.map(([path]) => path)).toEqual([]);
});

test.each(['cjs', 'esm'])('esbuild bundles the trainer for Node, %s', async (format) => {
  const program = join(project.folder, 'trainer-node.mjs');
  writeFileSync(
    program,
    `import { readMnist } from '@mnist-adder/dataset/node';
import { workerAugmenter } from '@mnist-adder/trainer/node';
async function run() {
  const { test } = await readMnist();
  const augmenter = await workerAugmenter({ shift: 2 }, 1);
  const images = await augmenter.augment(test.images.slice(0, 1568), 0, 0);
  console.log(test.size, images.length, process.version);
  await augmenter.close();
}
run();`,
  );
  const bundle = join(project.folder, `trainer-node.${format === 'cjs' ? 'cjs' : 'bundle.mjs'}`);
  // TensorFlow.js is CommonJS in Node, and a bundle of ES modules has no require of its own.
  const requires = "import { createRequire as from } from 'node:module'; const require = from(import.meta.url);";
  const options = ['--bundle', '--platform=node', `--format=${format}`, `--outfile=${bundle}`];
  if (format === 'esm') options.push(`--banner:js=${requires}`);
  const run = promisify(execFile);
  await run(join(project.folder, 'node_modules/esbuild/bin/esbuild'), [program, ...options], { cwd: project.folder });
  const { stdout } = await run(process.execPath, [bundle], { cwd: project.folder });
  expect(stdout).toBe(`10000 1568 ${process.version}\n`);
});

testTypes(project, 'typescript-6', 'nodenext');
testTypes(project, 'typescript-6', 'bundler');
testTypes(project, 'typescript-5', 'nodenext');
testTypes(project, 'typescript-5', 'bundler');

describe('Node this', () => {
  testPrograms(project, () => process.execPath);
});

test('this Node trains as the trainer’s README says', async () => {
  compileReadmes(project);
  const program = join(project.folder, compiledReadme('readme/trainer-1.ts'));
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  expect(stdout).toMatch(/sum: \{ accuracy: /);
});

test('every published package is installed', () => {
  for (const { name } of PUBLISHED)
    expect(existsSync(join(project.folder, 'node_modules', name, 'package.json'))).toBe(true);
});

/** Newer ones than the Node that runs this, as npm has them. */
const NODES = ['22.23.3', '24.21.0', '26.10.0'];
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

describe.each(NODES)('Node %s', (version) => {
  let node: string;
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'node-'));
    // In a project of its own rather than with --prefix, which has npm look for its global settings there, too.
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'node', private: true }));
    const install = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
    execFileSync('npm', [...install, `${nodePackage}@${version}`], { cwd: folder });
    const program = join('bin', process.platform === 'win32' ? 'node.exe' : 'node');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    node = join(
      folder,
      files.find((path) => path.endsWith(program))!,
    );
  });

  testPrograms(project, () => node);
});

testPage(project, 'vite');
testPage(project, 'esbuild');
