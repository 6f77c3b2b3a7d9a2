import { fileURLToPath } from 'node:url';
import { RECIPE_IDS, recipeSettings } from '@mnist-adder/trainer/recipes';
import { defineConfig } from 'vite';
import cli from './package.json' with { type: 'json' };

const RECIPES = fileURLToPath(new URL('src/definition/recipes.ts', import.meta.url));

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
        'reference/update-package': 'src/reference/update-package.ts',
        'reference/update-page': 'src/reference/update-page.ts',
      },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
  plugins: [
    {
      // Help and completion then load no schemas, which take twice as long as Node's own start.
      name: 'recipes-as-values',
      load: (id) =>
        id === RECIPES
          ? Object.entries({ RECIPE_IDS, SETTINGS: recipeSettings() })
              .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
              .join('\n')
          : null,
    },
  ],
});
