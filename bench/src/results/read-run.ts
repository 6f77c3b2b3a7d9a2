import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runSchema } from './run.js';
import type { Run } from './run.js';

const knownModelSchema = z.object({ digest: z.string() });

const configSchema = z.object({
  recipe: z.object({ training: z.record(z.string(), z.unknown()) }),
  machine: z.unknown(),
  from: knownModelSchema.optional(),
  teachers: z.array(knownModelSchema).optional(),
});

const outputSchema = z.object({ scaled: z.object({ temperature: z.number(), error: z.number() }) });

const analysisSchema = z.object({ digit: outputSchema, sum: outputSchema.optional() });

const eventSchema = z.looseObject({ type: z.string() });

/** Reads the directory of a finished run. */
export function readRun(folder: string): { recipe: string; run: Run } {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const { recipe, ...result } = z.looseObject({ recipe: z.string() }).parse(JSON.parse(text('result.json')));
  const config = configSchema.parse(JSON.parse(text('config.json')));
  const curves = text('metrics.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => eventSchema.parse(JSON.parse(line)))
    .filter(({ type }) => type === 'epoch-end')
    .map(({ epoch, train, validation }) => ({ epoch, train, validation }));
  const { digit, sum } = analysisSchema.parse(JSON.parse(text('analysis.json')));
  const calibration = { digit: digit.scaled, ...(sum && { sum: sum.scaled }) };
  const learnedFrom = {
    ...(config.from && { from: config.from.digest }),
    ...(config.teachers && { teachers: config.teachers.map(({ digest }) => digest) }),
  };
  const run = {
    ...result,
    ...learnedFrom,
    calibration,
    settings: config.recipe.training,
    curves,
    machine: config.machine,
  };
  return { recipe, run: runSchema.parse(run) };
}
