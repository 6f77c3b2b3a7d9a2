/** A saved model as the contents of its two files. */
export interface AdderFiles {
  /** Text of `model.json`. */
  readonly json: string;
  /** Bytes of `weights.bin`: the weights as little-endian float32, one after the other. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** The names of the files; `model.json` names the other one. */
export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';
