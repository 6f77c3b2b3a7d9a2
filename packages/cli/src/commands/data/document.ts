import * as z from 'zod/mini';

const part = z.enum(['test', 'train']);
const counts = z.strictObject({ images: z.int(), byDigit: z.array(z.int()).check(z.length(10)) });

/** The schema of `data info --json`. */
export const dataInfoDocument = z.strictObject({
  source: z.string(),
  notes: z.array(z.string()).check(z.describe('what was left out, how pictures were used, how the data was split')),
  digests: z
    .record(z.string(), z.string())
    .check(z.describe('SHA-256 of each file, or of what it would be as an IDX file')),
  train: z.exactOptional(counts).check(z.describe('absent if there are only test images')),
  test: counts,
});

/** The schema of `data show --json`. */
export const dataShowDocument = z.strictObject({
  source: z.string(),
  part,
  images: z.array(
    z.strictObject({
      index: z.int(),
      label: z.int(),
      pixels: z.string().check(z.describe('784 bytes in base64, row by row, 255 for ink')),
    }),
  ),
});

/** The schema of `data export --json`. */
export const dataExportDocument = z.strictObject({ part, index: z.int(), label: z.int(), file: z.string() });

export type DataInfoDocument = z.output<typeof dataInfoDocument>;
export type DataShowDocument = z.output<typeof dataShowDocument>;
