import * as z from 'zod/mini';

/** The schema of what every command prints with `--json` if it fails. */
export const errorDocument = z.strictObject({
  error: z.strictObject({
    code: z.string().check(z.describe('stays the same over releases')),
    message: z.string().check(z.describe('one sentence for people')),
  }),
});
