import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { backendListDocument } from '../src/commands/backend/document.js';
import { runProgram } from './mnist-adder.js';

test('backend list --bench measures', async () => {
  const { stdout } = await runProgram(['backend', 'list', '--bench', '--json'], { cwd: tmpdir() });
  const { backends } = backendListDocument.parse(JSON.parse(stdout));
  const rates = new Map(backends.map(({ name, imagesPerSecond }) => [name, imagesPerSecond]));
  expect(rates.get('onnx')).toBeGreaterThan(20 * rates.get('cpu')!);
});
