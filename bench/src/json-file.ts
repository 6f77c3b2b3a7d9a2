import { readFileSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** Reads a file and checks that it is what the schema says. */
export function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Writes a file as people read it: indented, with a list of numbers on one line. */
export function writeJson(file: string, content: unknown): void {
  writeFileSync(file, `${jsonText(content)}\n`);
}

function jsonText(content: unknown): string {
  return JSON.stringify(content, null, 2).replace(/\[[-+.,\s\deE]+\]/g, (numbers) =>
    numbers.replaceAll(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  );
}
