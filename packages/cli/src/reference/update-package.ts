import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as recipes from '../definition/recipes.js';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';

// The last step of the build, after tsc.

const schemas = new URL('../../schemas/', import.meta.url);
rmSync(schemas, { recursive: true, force: true });
mkdirSync(schemas);
for (const name of Object.keys(DOCUMENTS)) writeFileSync(new URL(schemaFile(name), schemas), schemaText(name));

const values = Object.entries(recipes).map(
  ([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)};\n`,
);
writeFileSync(new URL('../definition/recipes.js', import.meta.url), values.join('\n'));
