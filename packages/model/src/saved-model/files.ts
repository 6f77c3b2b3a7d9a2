import { checkFields, is } from '@mnist-adder/dataset/internal';

/** A saved model as the contents of its two files. */
export interface AdderFiles {
  /** Text of `model.json`. */
  readonly json: string;
  /** Bytes of `weights.bin`: the weights as little-endian float32, one after the other, unless they are quantized. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** The name of the file with the topology and the metadata. It names the weights file. */
export const MODEL_FILE = 'model.json';
/** The name of the file with the weights. */
export const WEIGHTS_FILE = 'weights.bin';

/**
 * Checks that the contents of both files are there.
 *
 * @throws `ArgumentError` if one is not.
 */
export function checkFiles(files: AdderFiles): void {
  checkFields('files', files, { json: is.text, weights: is.bytes });
}
