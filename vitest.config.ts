import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * One configuration for every package: `vitest run --root . --config ../../vitest.config.ts`.
 *
 * With `--mode long` the files `*.long.test.ts` are run, otherwise all the others.
 */
export default defineConfig(({ mode }) => {
  const isLong = mode === 'long';
  return {
    resolve: { conditions: ['@mnist-adder/source'] },
    ssr: { resolve: { conditions: ['@mnist-adder/source'] } },
    test: {
      include: [isLong ? '{src,test}/**/*.long.test.ts' : '{src,test}/**/!(*.long).test.ts'],
      globalSetup: [fileURLToPath(new URL('vitest.temporary.ts', import.meta.url))],
      setupFiles: [fileURLToPath(new URL('vitest.setup.ts', import.meta.url))],
      // Loading TensorFlow.js takes longer than most tests: the files of a package load it once.
      isolate: false,
      // No test is about time: these end what hangs, and leave room for a machine that is busy with something else.
      testTimeout: isLong ? 1_800_000 : 600_000,
      hookTimeout: isLong ? 1_800_000 : 600_000,
      expect: { poll: { timeout: 240_000 } },
      reporters: ['default', 'json'],
      outputFile: { json: isLong ? 'test-results.long.json' : 'test-results.json' },
    },
  };
});
