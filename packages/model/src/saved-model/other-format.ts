import { otherContent } from '@mnist-adder/dataset/internal';
import { savedModelError } from '../model-error.js';

/** The formats of models by their first bytes, each byte as one character. */
const FORMATS: readonly (readonly [beginning: RegExp, found: string])[] = [
  [/^PK\x03\x04[^]*?(?:metadata|config)\.json/, 'a model of Keras (.keras)'],
  [/^PK\x03\x04[^]*?data\.pkl/, 'a model of PyTorch (.pt)'],
  [/^\x89HDF\r\n/, 'an HDF5 file, as Keras writes it (.h5)'],
  [/^[^]{4}TFL3/, 'a model of TensorFlow Lite (.tflite)'],
  [/^[^]{4}\0{4}\{/, 'weights in the format safetensors'],
  [/^\x08\x01\x12/, 'a SavedModel of TensorFlow (.pb)'],
  [/^\n[^]{1,3}\n[^]{1,2}[\w./:-]+\x12/, 'a graph of TensorFlow (.pb)'],
  [/^\x08[\x03-\x1f][\x12\x1a\x22\x2a\x32\x3a\x42]/, 'an ONNX model whose name does not end in .onnx'],
  [/^\x80[\x02-\x05]/, 'a pickle, as PyTorch writes it (.pt)'],
];

/** The number of bytes that tell the format. */
export const BEGINNING_BYTES = 512;

/**
 * Refuses a file that should describe a model, but begins as another format does.
 *
 * @throws `ModelError` that names the format.
 */
export function refuseOtherFormat(beginning: Uint8Array, file: string): void {
  const text = String.fromCharCode(...beginning);
  const model = FORMATS.find(([pattern]) => pattern.test(text))?.[1];
  const expected = 'a model in the TensorFlow.js layers format';
  if (model !== undefined) throw savedModelError('model-not-layers', { file, expected, found: model });
  const { found } = otherContent(beginning);
  if (found !== undefined) throw savedModelError('model-not-json', { file, expected: 'JSON', found });
}
