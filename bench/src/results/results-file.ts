import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Machine } from '@mnist-adder/trainer/node';
import * as z from 'zod/mini';

/** The folder of the committed results. */
export const RESULTS_FOLDER = fileURLToPath(new URL('../../results', import.meta.url));

/** The machine that something was measured on. */
export const machineSchema = z.strictObject({
  cpu: z.string(),
  cores: z.int(),
  memoryBytes: z.int(),
  node: z.string(),
  platform: z.string(),
}) satisfies z.ZodMiniType<Machine>;

/**
 * Reads a JSON file.
 *
 * @throws {z.core.$ZodError} if its content does not match the schema.
 */
export function readJson<Schema extends z.ZodMiniType>(file: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Writes a JSON file for people to read: indented, but a list of numbers, or one or two numbers by name, on one line. */
export function writeJson(file: string, content: unknown): void {
  writeFileSync(file, `${jsonText(content)}\n`);
}

function jsonText(content: unknown): string {
  return JSON.stringify(content, null, 2)
    .replaceAll(/\[[-+.,\s\deE]+\]/g, (list) => oneLine(list).replace('[ ', '[').replace(' ]', ']'))
    .replaceAll(/\{(\s+"[^"\n]*": [-+.\deE]+,?){1,2}\s+\}/g, oneLine);
}

const oneLine = (json: string) => json.replaceAll(/\s+/g, ' ');
