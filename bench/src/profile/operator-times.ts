import { z } from 'zod';
import type { OperatorTime } from './training-profile.js';

/** The part of ONNX Runtime's profile (Chrome's trace event format) that is read. */
const profileSchema = z.array(
  z.object({
    cat: z.string().optional(),
    name: z.string(),
    dur: z.number().optional(),
    args: z.object({ op_name: z.string().optional() }).optional(),
  }),
);

/** Sums a profile up by operator, per run of the model, the costliest first. */
export function operatorTimes(profile: string): OperatorTime[] {
  const events = profileSchema.parse(JSON.parse(profile));
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
