import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** One configuration for every package: `vitest run --root . --config ../../vitest.config.ts`. */
export default defineConfig({
  resolve: { conditions: ['@mnist-adder/source'] },
  ssr: { resolve: { conditions: ['@mnist-adder/source'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: [fileURLToPath(new URL('vitest.temporary.ts', import.meta.url))],
    setupFiles: [fileURLToPath(new URL('vitest.setup.ts', import.meta.url))],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results.json' },
  },
});
