import { z } from 'zod';

/** What `report --json` prints. */
export const reportDocument = z.strictObject({
  report: z.string().describe('the file'),
  opened: z.boolean(),
});
