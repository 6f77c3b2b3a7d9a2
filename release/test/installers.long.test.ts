import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { registry, registryOnly } from '../src/outside-project.js';
import { packedPackages } from './fixtures.js';

// npm is in outsider.long.test.ts.

const PROGRAM = `import { openPredictor } from '@mnist-adder/backends';
import { modelFolder } from '@mnist-adder/models';

const predictor = await openPredictor(modelFolder('exact-small'));
const { digit, sum } = await predictor.predictPair({ image: new Uint8Array(784), addend: 5 });
console.log(sum - digit);
await predictor.dispose();
`;

interface Installer {
  /** The npm package that it is in. */
  readonly tool: string;
  /** How it is started in a folder with that package. */
  readonly command: readonly [string, ...string[]];
  /** How it runs a program in what it has installed. */
  readonly node: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  /** What the project needs beside a manifest and the program. */
  readonly files?: Readonly<Record<string, string>>;
}

/** By the platforms and architectures of Node. */
const BUN = `bun-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;

/** The certificates that npm trusts: yarn 4 does not read npm's settings. */
function certificates(): NodeJS.ProcessEnv {
  const file = execFileSync('npm', ['config', 'get', 'cafile'], { encoding: 'utf8' }).trim();
  return file === 'null' ? {} : { YARN_HTTPS_CA_FILE_PATH: file };
}

const modules = (tool: string, path: string) => join(tool, 'node_modules', path);

/** @param tool the folder where it is installed. */
const INSTALLERS: Readonly<Record<string, (tool: string) => Installer>> = {
  pnpm: (tool) => ({
    tool: 'pnpm@12.21.0',
    command: [process.execPath, modules(tool, 'pnpm/bin/pnpm.mjs')],
    node: [process.execPath],
    env: { npm_config_store_dir: join(tool, 'cache') },
  }),
  'yarn 1': (tool) => ({
    tool: 'yarn@1.22.22',
    command: [process.execPath, modules(tool, 'yarn/bin/yarn.js')],
    node: [process.execPath],
    env: { YARN_REGISTRY: registry(), YARN_CACHE_FOLDER: join(tool, 'cache') },
  }),
  'yarn 4, without node_modules': (tool) => {
    const program = modules(tool, '@yarnpkg/cli-dist/bin/yarn.js');
    return {
      tool: '@yarnpkg/cli-dist@4.18.1',
      command: [process.execPath, program],
      node: [process.execPath, program, 'node'],
      env: {
        YARN_NPM_REGISTRY_SERVER: registry(),
        ...certificates(),
        YARN_GLOBAL_FOLDER: join(tool, 'cache'),
        YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
        YARN_ENABLE_TELEMETRY: 'false',
        // Other tests may keep the machine busy.
        YARN_HTTP_TIMEOUT: '300000',
      },
      files: { 'yarn.lock': '' },
    };
  },
  bun: (tool) => ({
    tool: `@oven/${BUN}@1.4.5`,
    command: [modules(tool, `@oven/${BUN}/bin/bun`)],
    node: [modules(tool, `@oven/${BUN}/bin/bun`)],
    env: { NPM_CONFIG_REGISTRY: registry(), BUN_INSTALL_CACHE_DIR: join(tool, 'cache') },
  }),
};

test.each(Object.entries(INSTALLERS))(
  '%s installs from the registry alone, with install scripts, and what it installed predicts',
  async (_, installerIn) => {
    const folder = mkdtempSync(join(tmpdir(), 'installer-'));
    const [tool, cwd] = [join(folder, 'tool'), join(folder, 'project')];
    const { command, node, env, files, ...installer } = installerIn(tool);
    for (const path of [tool, cwd]) mkdirSync(path);
    writeFileSync(join(tool, 'package.json'), JSON.stringify({ name: 'tool', private: true }));
    const options = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
    execFileSync('npm', ['install', ...options, installer.tool], { cwd: tool });

    const tarballs = Object.fromEntries([...packedPackages()].map(([name, file]) => [name, `file:${file}`]));
    const peers = ['core', 'layers', 'backend-cpu'].map((name) => [`@tensorflow/tfjs-${name}`, '^4.22.0'] as const);
    const manifest = {
      name: 'outside',
      private: true,
      type: 'module',
      dependencies: {
        '@mnist-adder/backends': tarballs['@mnist-adder/backends'],
        '@mnist-adder/models': tarballs['@mnist-adder/models'],
        ...Object.fromEntries(peers),
      },
      // The packages need each other, and are not published yet.
      overrides: tarballs,
      resolutions: tarballs,
    };
    const project = {
      'package.json': JSON.stringify(manifest),
      'pnpm-workspace.yaml': JSON.stringify({ overrides: tarballs }),
      'predict.js': PROGRAM,
      ...files,
    };
    for (const [name, text] of Object.entries(project)) writeFileSync(join(cwd, name), text);
    await run([...command, 'install'], cwd, { ...registryOnly(), ...env });
    expect(await run([...node, 'predict.js'], cwd, { ...process.env, ...env })).toMatch(/^5$/m);
  },
);

/** @returns what the program writes to standard output. yarn writes its errors there, too, so that a failure tells it. */
async function run([file, ...args]: readonly [string, ...string[]], cwd: string, env: NodeJS.ProcessEnv) {
  try {
    return (await promisify(execFile)(file, args, { cwd, env })).stdout;
  } catch (error) {
    const { message, stdout } = error as Error & { stdout: string };
    throw new Error(`${message}\n${stdout}`, { cause: error });
  }
}
