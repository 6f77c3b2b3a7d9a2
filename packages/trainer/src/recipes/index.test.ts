import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** The modules of TensorFlow.js that a process has loaded after it imported an entry, as it is built. */
function tensorflowOf(entry: string): string[] {
  const program = `
    import Module from 'node:module';
    await import(${JSON.stringify(entry)});
    const files = Object.keys(Module._cache).filter((file) => file.includes('@tensorflow'));
    console.log(JSON.stringify(files));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as string[];
}

test.each(['@mnist-adder/trainer/recipes', '@mnist-adder/model/spec'])('%s loads no TensorFlow.js', (entry) => {
  expect(tensorflowOf(entry)).toEqual([]);
});

test('the package as a whole does', () => {
  expect(tensorflowOf('@mnist-adder/trainer')).not.toEqual([]);
});
