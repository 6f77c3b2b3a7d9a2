import type { Machine } from '@mnist-adder/trainer/node';
import { z } from 'zod';

/** What a measurement ran on, as it is committed. */
export const machineSchema = z.strictObject({
  cpu: z.string(),
  cores: z.int(),
  memoryBytes: z.int(),
  node: z.string(),
  platform: z.string(),
}) satisfies z.ZodType<Machine>;
