import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cliPage } from './cli-page.js';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';
import { PAGE, SCHEMAS, VOCABULARY } from './places.js';
import { vocabularyModule } from './vocabulary.js';

const HOW = 'run `pnpm --filter @mnist-adder/cli reference`';

test('what is committed is what the definitions make', async () => {
  expect(readFileSync(VOCABULARY, 'utf8'), HOW).toBe(vocabularyModule());
  expect(readFileSync(PAGE, 'utf8'), HOW).toBe(await cliPage());
  expect(readdirSync(SCHEMAS).sort(), HOW).toEqual(Object.keys(DOCUMENTS).map(schemaFile).sort());
  for (const name of Object.keys(DOCUMENTS)) {
    expect(readFileSync(new URL(schemaFile(name), SCHEMAS), 'utf8'), HOW).toBe(schemaText(name));
  }
});
