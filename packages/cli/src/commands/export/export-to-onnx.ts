import { resolve } from 'node:path';
import { readAdder } from '@mnist-adder/model/node';
import { DEFAULT_OPSET, exportOnnx } from '@mnist-adder/tfjs-onnx';
import writeFileAtomic from 'write-file-atomic';
import { findModel } from '../../model/find-model.js';
import { describeModel } from '../../model/model-document.js';
import type { Answer } from '../../program/answer.js';
import { OutputFileError } from '../../program/output-file-error.js';
import type { Surroundings } from '../../program/surroundings.js';
import { kilobytes } from '../../terminal/format.js';

/** Writes a saved model as an ONNX file. */
export async function exportToOnnx(
  options: { readonly model?: string; readonly opset?: number; readonly out: string },
  { folder }: Surroundings,
): Promise<Answer> {
  const { opset = DEFAULT_OPSET } = options;
  const modelFolder = findModel(options.model, folder);
  const { model, metadata } = await readAdder(modelFolder);
  const bytes = exportOnnx(model, { opset });
  model.dispose();
  const file = resolve(folder, options.out);
  await writeFileAtomic(file, Buffer.from(bytes)).catch((error: unknown) => {
    throw new OutputFileError(file, error);
  });
  return {
    document: { model: describeModel(modelFolder, metadata), bytes: bytes.length, format: 'onnx', file, opset },
    text: `${file} (${kilobytes(bytes.length)}, opset ${opset})`,
  };
}
