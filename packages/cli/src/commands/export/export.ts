import { resolve } from 'node:path';
import { readAdder } from '@mnist-adder/model/node';
import { DEFAULT_OPSET, exportOnnx } from '@mnist-adder/tfjs-onnx';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { exportedTexts } from '../../model/exported-model.js';
import { writeOutput } from '../../model/output-file.js';
import { describeModel, findSavedModel } from '../../model/saved-model.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { kilobytes } from '../../terminal/format.js';
import { oneLine } from '../../terminal/output.js';
import type { ExportDocument } from './document.js';
import { exportToTfjs } from './export-to-tfjs.js';

/** The options of `export`. */
export interface ExportOptions {
  readonly model?: string | undefined;
  readonly format: 'onnx' | 'tfjs';
  readonly opset?: number | undefined;
  readonly quantize?: 'float16' | 'uint8' | undefined;
  readonly data?: string | undefined;
  readonly out: string;
}

/** Writes a saved model for other programs. */
export async function exportModel(options: ExportOptions, context: CliContext): Promise<Answer> {
  const { format, opset, quantize } = options;
  if (format === 'onnx' && quantize !== undefined) {
    throw usageError('Only a TensorFlow.js model can be rounded: say --format tfjs, or leave out --quantize.');
  }
  if (format === 'tfjs' && opset !== undefined) {
    throw usageError('Only ONNX has operator sets: say --format onnx, or leave out --opset.');
  }
  await startTensorFlow();
  return format === 'onnx' ? exportToOnnx(options, context) : exportToTfjs(options, context);
}

async function exportToOnnx(
  { model: given, opset = DEFAULT_OPSET, out }: ExportOptions,
  { folder }: CliContext,
): Promise<Answer> {
  const modelFolder = await findSavedModel(given, { folder });
  const { model, metadata } = await readAdder(modelFolder);
  const content = exportOnnx(model, { opset, metadata: exportedTexts(metadata) });
  model.dispose();
  const file = resolve(folder, out);
  await writeOutput(file, content);
  const bytes = content.length;
  const document: ExportDocument = { model: describeModel(modelFolder, metadata), bytes, format: 'onnx', file, opset };
  return { document, text: oneLine(`${file} (${kilobytes(bytes)}, opset ${opset})`) };
}
