import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as measured from '../commands/recipes/measured.js';
import * as recipes from '../definition/recipes.js';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';

// The last step of the build, after tsc.

const schemas = new URL('../../schemas/', import.meta.url);
rmSync(schemas, { recursive: true, force: true });
mkdirSync(schemas);
for (const name of Object.keys(DOCUMENTS)) writeFileSync(new URL(schemaFile(name), schemas), schemaText(name));

/** Replaces a module by the values of its exports. */
function replaceByValues(file: string, exported: object): void {
  const values = Object.entries(exported).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)};\n`,
  );
  writeFileSync(new URL(file, import.meta.url), values.join('\n'));
}

replaceByValues('../definition/recipes.js', recipes);
replaceByValues('../commands/recipes/measured.js', measured);
