import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { packAll } from './pack-all.js';
import { PUBLISHED } from './published.js';

// Prints what a release would publish: the next version, the number of files and the sizes of each package.

const root = join(PUBLISHED[0]!.folder, '../..');
const folder = mkdtempSync(join(tmpdir(), 'release-'));
const plan = join(folder, 'plan.json');
execFileSync('changeset', ['status', `--output=${relative(root, plan)}`], { cwd: root, stdio: 'ignore' });
const { releases } = JSON.parse(readFileSync(plan, 'utf8')) as {
  releases: readonly { readonly name: string; readonly oldVersion: string; readonly newVersion: string }[];
};

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const rows = [['package', 'now', 'next', 'files', 'packed', 'unpacked']];
for (const [name, tarball] of packAll(folder)) {
  const listed = execFileSync('tar', ['-tvzf', tarball], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  const files = listed.trim().split('\n');
  const unpacked = files.reduce((sum, line) => sum + Number(line.split(/\s+/)[2]), 0);
  const { version } = JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')) as {
    version: string;
  };
  const next = releases.find((release) => release.name === name)?.newVersion ?? version;
  rows.push([name, version, next, String(files.length), kilobytes(statSync(tarball).size), kilobytes(unpacked)]);
}
const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
for (const row of rows) {
  const cells = row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)));
  process.stdout.write(`${cells.join('  ')}\n`);
}
rmSync(folder, { recursive: true });

function packageFolder(name: string): string {
  return PUBLISHED.find((published) => published.name === name)!.folder;
}
