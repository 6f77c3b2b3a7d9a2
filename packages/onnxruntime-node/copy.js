const { cpSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

// Copies onnxruntime-node without its manifest, which names the install script.

const source = dirname(require.resolve('onnxruntime-node/package.json'));
const target = join(__dirname, 'dist');
rmSync(target, { recursive: true, force: true });
for (const part of ['bin', 'dist', 'lib', 'script'])
  cpSync(join(source, part), join(target, part), { recursive: true });

// Both packages may be loaded in one process. They share onnxruntime-common, where two backends of one name and one priority are an error.
const index = join(target, 'dist', 'index.js');
const original = readFileSync(index, 'utf8');
const changed = original.replace('onnxruntimeBackend, 100)', 'onnxruntimeBackend, 99)');
if (changed === original)
  throw new Error(`${index} does not register backends as it did: look at it, and change copy.js.`);
writeFileSync(index, changed);
