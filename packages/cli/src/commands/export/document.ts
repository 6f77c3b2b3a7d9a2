import { z } from 'zod';
import { modelDocument } from '../../model/model-document.js';

const accuracy = z.number().min(0).max(1);
const evaluation = z.looseObject({ pairs: z.int(), digitAccuracy: accuracy, sumAccuracy: accuracy.optional() });

const written = {
  model: modelDocument,
  bytes: z.int().describe('of all files'),
};

/** What `export --json` prints. */
export const exportDocument = z.discriminatedUnion('format', [
  z.strictObject({ ...written, format: z.literal('onnx'), file: z.string(), opset: z.int() }),
  z.strictObject({
    ...written,
    format: z.literal('tfjs'),
    folder: z.string(),
    quantization: z
      .strictObject({
        type: z.enum(['float16', 'uint8']),
        before: evaluation.describe('how good the model was'),
        after: evaluation.describe('how good it is with its weights rounded'),
      })
      .nullable(),
  }),
]);
