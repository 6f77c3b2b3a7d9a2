import { otherContent } from '@mnist-adder/dataset/internal';
import { savedModelError } from '../model-error.js';

/** How files of a format begin. */
interface Format {
  readonly found: string;
  /** Its first bytes, each as one character, and where they are. Default: at 0. */
  readonly beginning: string;
  readonly at?: number;
  /** What else the beginning of the file has. */
  readonly has?: RegExp;
}

const FORMATS: readonly Format[] = [
  { found: 'a model of Keras (.keras)', beginning: 'PK\x03\x04', has: /(?:metadata|config)\.json/ },
  { found: 'a model of PyTorch (.pt)', beginning: 'PK\x03\x04', has: /data\.pkl/ },
  { found: 'an HDF5 file, as Keras writes it (.h5)', beginning: '\x89HDF\r\n' },
  { found: 'a model of TensorFlow Lite (.tflite)', beginning: 'TFL3', at: 4 },
  { found: 'weights in the format safetensors', beginning: '\0\0\0\0{', at: 4 },
  { found: 'a SavedModel of TensorFlow (.pb)', beginning: '\x08\x01\x12' },
  // The name of the first node, and a character that no text has.
  { found: 'a graph of TensorFlow (.pb)', beginning: '\n', has: /^\n[^]{1,3}\n[^]{1,2}[\w./:-]+[^\P{Cc}\s]/u },
  { found: 'an ONNX model whose name does not end in .onnx', beginning: '\x08', has: /^[^]\p{Cc}/u },
  { found: 'a pickle, as PyTorch writes it (.pt)', beginning: '\x80', has: /^[^]\p{Cc}/u },
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
  const model = FORMATS.find(
    ({ beginning, at = 0, has }) => text.startsWith(beginning, at) && (has === undefined || has.test(text)),
  );
  const expected = 'a model in the TensorFlow.js layers format';
  if (model !== undefined) throw savedModelError('model-not-layers', { file, expected, found: model.found });
  const { found } = otherContent(beginning);
  if (found !== undefined) throw savedModelError('model-not-json', { file, expected: 'JSON', found });
}
