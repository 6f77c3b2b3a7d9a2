import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cliPage } from './cli-page.js';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';
import { PAGE, SCHEMAS } from './places.js';

writeFileSync(PAGE, await cliPage());
mkdirSync(SCHEMAS, { recursive: true });
for (const name of readdirSync(SCHEMAS)) rmSync(new URL(name, SCHEMAS));
for (const name of Object.keys(DOCUMENTS)) writeFileSync(new URL(schemaFile(name), SCHEMAS), schemaText(name));
