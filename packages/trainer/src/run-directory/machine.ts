import { availableParallelism, cpus, totalmem } from 'node:os';
import * as z from 'zod/mini';

/** The schema of a {@link Machine}. */
export const machineSchema = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryBytes: z.int(),
  node: z.string(),
  /** Operating system and architecture: `linux-x64`. */
  platform: z.string(),
});

/** The machine of a run or a measurement. */
export type Machine = Readonly<z.output<typeof machineSchema>>;

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}
