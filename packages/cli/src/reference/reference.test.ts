import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cliPage, PAGE } from './cli-page.js';
import { DOCUMENTS, schemaFile, schemaText } from './documents.js';

test('the page in the repository is what the definitions make', async () => {
  expect(readFileSync(PAGE, 'utf8'), 'run `pnpm --filter @mnist-adder/cli reference`').toBe(await cliPage());
});

test('every document has a JSON Schema in a file of its own', () => {
  const names = Object.keys(DOCUMENTS);
  expect(new Set(names.map(schemaFile)).size).toBe(names.length);
  for (const name of names) {
    const schema = JSON.parse(schemaText(name)) as { title: string };
    expect(schema.title).toBe(`mnist-adder ${name} --json`);
    expect(schema).toHaveProperty(
      ['train', 'train --json-lines', 'export'].includes(name)
        ? name.startsWith('train')
          ? 'anyOf'
          : 'oneOf'
        : 'properties',
    );
  }
});
