import { z } from 'zod';

/** Who takes part in a contest: a program that speaks with the bench line by line. */
export interface Contestant {
  /** `onnx`, `pytorch`. */
  readonly name: string;
  /** Whether it is this project's, or another's. */
  readonly kind: 'ours' | 'peer';
  readonly command: string;
  readonly args: readonly string[];
  /** Images in a step or a prediction. */
  readonly batchSize: number;
  /** It is so slow that it runs once only. */
  readonly slow?: boolean;
}

/** Who would take part, and why it cannot. */
export const absentSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['ours', 'peer']),
  reason: z.string(),
});
export type Absent = z.output<typeof absentSchema>;

/** What a contestant says when it is ready, before anything is timed. */
export const readySchema = z.strictObject({
  /** What it is, for people: `PyTorch 2.15.0, 2 threads`. */
  description: z.string(),
  /** Where it knows how many there are. */
  parameters: z.int().exactOptional(),
  /** What it calculates of the same images with the same weights, to be compared: losses of steps, or probabilities. */
  check: z.array(z.number()),
});
export type Ready = z.output<typeof readySchema>;
