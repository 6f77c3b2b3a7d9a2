import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { outsideProject } from './fixtures.js';
import { MINUTES, testPage, testPrograms, testTypes } from './outside.js';

const project = outsideProject();

testTypes(project, 'typescript-5', 'nodenext');
testTypes(project, 'typescript-5', 'bundler');
testTypes(project, 'typescript-6', 'bundler');

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
  }, 5 * MINUTES);

  testPrograms(project, () => node);
});

testPage(project, 'esbuild');
