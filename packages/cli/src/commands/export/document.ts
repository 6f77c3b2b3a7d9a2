import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';
import { modelDocument } from '../../model/saved-model.js';

const bytes = z.int().check(z.describe('size of all files'));

/** The schema of `export --json`. */
export const exportDocument = z.discriminatedUnion('format', [
  z.strictObject({ model: modelDocument, bytes, format: z.literal('onnx'), file: z.string(), opset: z.int() }),
  z.strictObject({
    model: modelDocument,
    bytes,
    format: z.literal('tfjs'),
    folder: z.string(),
    quantization: z.nullable(
      z.strictObject({
        type: z.enum(['float16', 'uint8']),
        before: scoresSchema.check(z.describe('scores of the model')),
        after: scoresSchema.check(z.describe('scores with rounded weights')),
      }),
    ),
  }),
]);

export type ExportDocument = z.output<typeof exportDocument>;
