import { z } from 'zod';
import { modelDocument } from '../../model/model-document.js';

/** What `export --json` prints. */
export const exportDocument = z.strictObject({
  model: modelDocument,
  format: z.literal('onnx'),
  file: z.string(),
  bytes: z.int(),
  batch: z.int().describe('images at once'),
});
