import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { logKernelCalls } from './kernel-calls.js';
import { failures, kernelSection, withKernelSection, type Result } from './kernel-table.js';
import { replay } from './replay.js';
import { runTensorFlowTests } from './tensorflow-tests.js';

test('the kernel calls of all tests of TensorFlow.js, and the table of the README made from them', async () => {
  const calls = await logKernelCalls(() => runTensorFlowTests());
  const results: Result[] = [];
  for (const call of calls) results.push({ call, outcome: await replay(call) });
  expect(failures(results)).toEqual([]);

  const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
  const updated = withKernelSection(readFileSync(readme, 'utf8'), await kernelSection(results));
  // `pnpm test:long -u` writes the table.
  await expect(updated).toMatchFileSnapshot(readme);
});
