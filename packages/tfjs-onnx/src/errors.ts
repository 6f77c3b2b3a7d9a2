/** What can be refused: the `code` of a {@link TfjsOnnxError}. */
export type TfjsOnnxCode =
  | 'invalid-argument'
  // While a function is recorded.
  | 'unsupported-kernel'
  | 'value-read'
  | 'frozen-randomness'
  | 'variable-created'
  | 'constant-assigned'
  | 'invalid-result'
  | 'name-taken'
  | 'free-length'
  | 'nested-recording'
  | 'tensor-kept'
  | 'async-work'
  // While a model is exported.
  | 'unknown-shape'
  | 'stateful-layer'
  | 'unsupported-opset'
  // While a compiled function runs.
  | 'wrong-input'
  | 'disposed';

/** The facts of a {@link TfjsOnnxError}. Which of them are there depends on its code. */
export interface TfjsOnnxFacts {
  /** `invalid-argument`: the argument, such as `inputs.x.shape` or `options.target`. */
  readonly argument?: string;
  /** `stateful-layer`: the name of the layer. */
  readonly layer?: string;
  /** `unsupported-kernel`: the name of the TensorFlow.js kernel. */
  readonly kernelName?: string;
  /** `value-read`, `frozen-randomness`: the TensorFlow.js op, such as `tf.dropout`, `Math.random`, or `The recorded function`. */
  readonly op?: string;
  /** `variable-created`, `constant-assigned`: the name of the `tf.Variable`. */
  readonly variable?: string;
  /** `invalid-result`: the name of the result that is not a tensor. */
  readonly output?: string;
  /** `name-taken`: the name that an input and an output share. */
  readonly name?: string;
  /** `free-length`: the name of the dynamic dimension. */
  readonly axis?: string;
  /** `free-length`: the ONNX operator that depends on the dimension, if it is one operator. */
  readonly operator?: string | undefined;
  /** `unsupported-opset`: the operator set that was requested. */
  readonly opset?: number;
  /** `unknown-shape`, `wrong-input`: the name of the input. */
  readonly input?: string;
  /** `unknown-shape`, `wrong-input`: the shape of the input. */
  readonly shape?: readonly (number | string | null)[];
  /** `wrong-input`: the required array. Its length is in words for a dynamic dimension: `784 × batch`. */
  readonly expected?: { readonly array: string; readonly length: number | string };
  /** `wrong-input`: the array that was given, or undefined. */
  readonly found?: { readonly array: string; readonly length: number } | undefined;
}

/** The error of this package: a stable `code`, the facts as data, and a message that says what to do. */
export class TfjsOnnxError extends Error {
  override readonly name = 'TfjsOnnxError';

  constructor(
    /** What was refused. Codes stay the same over releases. */
    readonly code: TfjsOnnxCode,
    message: string,
    /** What the message says in words, as data. */
    readonly facts: TfjsOnnxFacts = {},
  ) {
    super(message);
  }
}

/** Creates the error for a kernel that cannot be recorded, or not with its attributes. */
export function unsupportedKernel(kernelName: string, reason: string): TfjsOnnxError {
  return new TfjsOnnxError(
    'unsupported-kernel',
    `The TensorFlow.js kernel ${kernelName} cannot be recorded: ${reason}. Write the function with other ops, or run it eagerly.`,
    { kernelName },
  );
}
