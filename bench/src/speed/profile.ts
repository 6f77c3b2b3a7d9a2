import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { trainingProfileSchema, type TrainingProfile } from '../results/speed.js';

const PROGRAM = fileURLToPath(new URL('profile-recipe.js', import.meta.url));

/** Profiles recipes one after the other, each for some seconds in a process of its own. */
export function profileRecipes(
  ids: readonly string[],
  seconds: number,
  say: (text: string) => void,
): TrainingProfile[] {
  return ids.map((id) => {
    say(`profile of ${id}`);
    const output = execFileSync(process.execPath, [PROGRAM, id, String(seconds)], { encoding: 'utf8' });
    return trainingProfileSchema.parse(JSON.parse(output));
  });
}

/** The part of ONNX Runtime's profile (Chrome's trace event format) that is read. */
const traceSchema = z.array(
  z.object({
    cat: z.optional(z.string()),
    name: z.string(),
    dur: z.optional(z.number()),
    args: z.optional(z.object({ op_name: z.optional(z.string()) })),
  }),
);

/** Adds up the times in a profile by operator, for one run of the model; the slowest operator first. */
export function operatorTimes(trace: string): TrainingProfile['operators'] {
  const events = traceSchema.parse(JSON.parse(trace));
  const runs = events.filter(({ name }) => name === 'model_run').length;
  const microseconds = new Map<string, number>();
  for (const { cat, name, dur = 0, args } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time') || args?.op_name === undefined) continue;
    microseconds.set(args.op_name, (microseconds.get(args.op_name) ?? 0) + dur);
  }
  return [...microseconds]
    .map(([operator, time]) => ({ operator, milliseconds: time / 1000 / runs }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}
