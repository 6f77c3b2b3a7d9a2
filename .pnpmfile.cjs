'use strict';

/** Changes what pnpm reads in the package.json of a package. */
function readPackage(manifest) {
  if (manifest.name === 'mnist-adder') {
    // The command, and what the README's program needs. turbo reads package.json: if it stood there, every file in the folders of these
    // packages, such as a run, would be an input of every task.
    const names = ['backends', 'cli', 'dataset', 'models'].map((name) => `@mnist-adder/${name}`);
    const ours = Object.fromEntries(names.map((name) => [name, 'workspace:*']));
    manifest.devDependencies = { ...manifest.devDependencies, ...ours };
  }
  // It asks for Node 22 and works on Node 20, too, where pnpm would warn of it.
  if (manifest.name === '@sparticuz/chromium') delete manifest.engines;
  return manifest;
}

module.exports = { hooks: { readPackage } };
