import { z } from 'zod';

/** Learning from teachers besides the labels: trained models, whose probabilities tell more than the label (Hinton et al. 2015). */
export const distillationSchema = z.strictObject({
  /** The part of the loss, 0..1, that is the cross entropy against the teachers. Default: 0.5. */
  weight: z.number().min(0).max(1).default(0.5),
  /** What both sides' logits are divided by there, above 0: the higher, the more the unlikely digits count. Default: 2. */
  temperature: z.number().positive().default(2),
});
