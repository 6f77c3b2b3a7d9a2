import type { Answer } from '../../program/answer.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import type { Surroundings } from '../../program/surroundings.js';
import { UsageError } from '../../program/usage-error.js';
import { exportToOnnx } from './export-to-onnx.js';
import { exportToTfjs } from './export-to-tfjs.js';

/** What `export` is asked for. */
export interface ExportOptions {
  readonly model?: string;
  readonly format: 'onnx' | 'tfjs';
  readonly opset?: number;
  readonly quantize?: 'float16' | 'uint8';
  readonly data?: string;
  readonly out: string;
}

/** Writes a saved model for other programs. */
export async function exportModel(options: ExportOptions, surroundings: Surroundings): Promise<Answer> {
  const { format, opset, quantize } = options;
  if (format === 'onnx' && quantize !== undefined) {
    throw new UsageError('Only a TensorFlow.js model is rounded: say --format tfjs, or leave out --quantize.');
  }
  if (format === 'tfjs' && opset !== undefined) {
    throw new UsageError('Only ONNX has operator sets: say --format onnx, or leave out --opset.');
  }
  await startTensorFlow();
  return format === 'onnx' ? exportToOnnx(options, surroundings) : exportToTfjs(options, surroundings);
}
