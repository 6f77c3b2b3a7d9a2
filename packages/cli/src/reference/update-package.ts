import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';

// The last step of the build.

const schemas = new URL('../../schemas/', import.meta.url);
rmSync(schemas, { recursive: true, force: true });
mkdirSync(schemas);
for (const name of Object.keys(DOCUMENTS)) writeFileSync(new URL(schemaFile(name), schemas), schemaText(name));
