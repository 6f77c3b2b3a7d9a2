import { resolve } from 'node:path';
import { readAdder } from '@mnist-adder/model/node';
import { recordPrediction } from '@mnist-adder/trainer';
import writeFileAtomic from 'write-file-atomic';
import type { Answer } from '../../program/answer.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import type { Surroundings } from '../../program/surroundings.js';
import { findModel } from '../../model/find-model.js';
import { describeModel } from '../../model/model-document.js';
import { OutputFileError } from '../../program/output-file-error.js';

/** What `export` is asked for. */
export interface ExportOptions {
  readonly model?: string;
  readonly format: 'onnx';
  readonly batch: number;
  readonly out: string;
}

/** Writes a saved model as an ONNX graph. */
export async function exportModel(options: ExportOptions, { folder }: Surroundings): Promise<Answer> {
  await startTensorFlow();
  const { batch, format } = options;
  const modelFolder = findModel(options.model, folder);
  const { model, metadata } = await readAdder(modelFolder);
  const bytes = recordPrediction(model, batch).toOnnx();
  model.dispose();
  const file = resolve(folder, options.out);
  await writeFileAtomic(file, Buffer.from(bytes)).catch((error: unknown) => {
    throw new OutputFileError(file, error);
  });
  const size = `${(bytes.length / 1e6).toFixed(2)} MB`;
  return {
    document: { model: describeModel(modelFolder, metadata), format, file, bytes: bytes.length, batch },
    text: `${file} (${size}, ${batch === 1 ? 'one image' : `${batch} images`} at a time)`,
  };
}
