import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readJson } from './results-file.js';
import { runSchema, type Run } from './recipe-results.js';

const resultSchema = z.looseObject({ recipe: z.string() });

const pinnedModelSchema = z.object({ digest: z.string() });

const configSchema = z.object({
  recipe: z.object({ training: z.record(z.string(), z.unknown()) }),
  machine: z.unknown(),
  from: z.optional(pinnedModelSchema),
  teachers: z.optional(z.array(pinnedModelSchema)),
});

const outputAnalysisSchema = z.object({ scaled: z.object({ temperature: z.number(), error: z.number() }) });

const analysisSchema = z.object({ digit: outputAnalysisSchema, sum: z.optional(outputAnalysisSchema) });

const eventSchema = z.looseObject({ type: z.string() });

/**
 * Reads the directory of a finished run.
 *
 * @throws {z.core.$ZodError} if one of its files does not have the expected content.
 */
export function readRun(folder: string): { recipe: string; run: Run } {
  const { recipe, ...result } = readJson(join(folder, 'result.json'), resultSchema);
  const config = readJson(join(folder, 'config.json'), configSchema);
  const { digit, sum } = readJson(join(folder, 'analysis.json'), analysisSchema);
  const curves = readFileSync(join(folder, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => eventSchema.parse(JSON.parse(line)))
    .filter(({ type }) => type === 'epoch-end')
    .map(({ epoch, train, validation }) => ({ epoch, train, validation }));
  const run = {
    ...result,
    from: config.from?.digest,
    teachers: config.teachers?.map(({ digest }) => digest),
    calibration: { digit: digit.scaled, sum: sum?.scaled },
    settings: config.recipe.training,
    curves,
    machine: config.machine,
  };
  return { recipe, run: runSchema.parse(run) };
}
