import { relative } from 'node:path';
import { defineConfig } from 'vite';
import cli from './package.json' with { type: 'json' };
import * as measured from './src/commands/recipes/measured.js';
import * as recipes from './src/definition/recipes.js';

/** Modules that the build replaces by the values of their exports: schemas take twice as long as Node's own start, and results are not in the package. */
const VALUES: Readonly<Record<string, object>> = {
  'src/commands/recipes/measured.ts': measured,
  'src/definition/recipes.ts': recipes,
};

/** The program in few files, with the packages in it that help needs: half of what a start takes is finding and reading files. */
export default defineConfig({
  ssr: { external: Object.keys(cli.dependencies), noExternal: ['commander', 'leven'] },
  build: {
    ssr: true,
    target: 'node20.19',
    sourcemap: true,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'reduce-worker': 'src/data/reduce-worker.ts',
        'reference/update-package': 'src/reference/update-package.ts',
        'reference/update-page': 'src/reference/update-page.ts',
      },
      output: {
        minify: { mangle: false, compress: false },
        chunkFileNames: '[name]-[hash].js',
        // What every start needs is one file.
        codeSplitting: {
          groups: [
            { name: 'start', test: /[\\/](commander|leven|src[\\/]program)[\\/]|[\\/](cli-command|output)\.ts$/ },
          ],
        },
      },
    },
  },
  plugins: [
    {
      // Commander starts other programs as subcommands, which this one has not. Node takes some milliseconds to load what it would need.
      name: 'no-child-process',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id === 'node:child_process' && /[\\/]commander[\\/]/.test(importer ?? '') ? '\0no-child-process' : undefined,
      load: (id) => (id === '\0no-child-process' ? 'export {};' : undefined),
    },
    {
      name: 'values',
      load: (id) => {
        const values = VALUES[relative(import.meta.dirname, id).replaceAll('\\', '/')];
        return (
          values &&
          Object.entries(values)
            .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
            .join('\n')
        );
      },
    },
  ],
});
