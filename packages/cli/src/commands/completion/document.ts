import { z } from 'zod';

/** What `completion --json` prints. */
export const completionDocument = z.strictObject({ shell: z.string(), script: z.string() });
