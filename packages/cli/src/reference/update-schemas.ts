import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';

// The last step of the build: the schemas are part of the package.
const folder = new URL('../../schemas/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const name of Object.keys(DOCUMENTS)) writeFileSync(new URL(schemaFile(name), folder), schemaText(name));
