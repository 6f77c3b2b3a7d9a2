/** What every error of this package extends: a stable `code` and, in subclasses, the facts as fields. */
export class TfjsOnnxError extends Error {
  override readonly name: string = 'TfjsOnnxError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** `fn` ran a TensorFlow.js kernel that has no ONNX counterpart here. */
export class UnsupportedKernelError extends TfjsOnnxError {
  override readonly name = 'UnsupportedKernelError';

  constructor(
    readonly kernelName: string,
    reason = 'it is not among the kernels that can be recorded',
  ) {
    super(
      'unsupported-kernel',
      `The TensorFlow.js kernel ${kernelName} cannot be recorded: ${reason}. Write the function with other ops, or run it eagerly.`,
    );
  }
}

/** `fn` asked for the value of a tensor, which has none while it is being recorded. */
export class ValueReadError extends TfjsOnnxError {
  override readonly name = 'ValueReadError';

  constructor(readonly op: string) {
    super(
      'value-read',
      `${op} read the value of a tensor while its computation was being recorded. Return the tensor as an output and read it there.`,
    );
  }
}

/** `fn` drew random numbers, which the graph would repeat unchanged in every run. */
export class FrozenRandomnessError extends TfjsOnnxError {
  override readonly name = 'FrozenRandomnessError';

  constructor(readonly op: string) {
    super(
      'frozen-randomness',
      `${op} drew random numbers while its computation was being recorded, and every run would repeat them. Make the numbers an input.`,
    );
  }
}

/** `fn` created a variable, which would have no value to start from. */
export class VariableCreatedError extends TfjsOnnxError {
  override readonly name = 'VariableCreatedError';

  constructor(readonly variable: string) {
    super(
      'variable-created',
      `The variable ${variable} was created while its computation was being recorded. Create it before the recording starts.`,
    );
  }
}
