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

/** `fn` gave something else than tensors by name. */
export class InvalidResultError extends TfjsOnnxError {
  override readonly name = 'InvalidResultError';

  /** @param output the name of the result that is no tensor; none where there are no results by name. */
  constructor(
    readonly output: string | undefined,
    found: string,
  ) {
    super(
      'invalid-result',
      output === undefined
        ? `The recorded function returned ${found} instead of an object of tensors. Return them by name, from a function that is not async.`
        : `The recorded function returned ${found} as ${output}. Return a tensor.`,
    );
  }
}

/** `fn` does something else for each length of an axis than what it does for another. */
export class FreeLengthError extends TfjsOnnxError {
  override readonly name = 'FreeLengthError';

  /** @param operator the ONNX operator at which that shows, where it is one. */
  constructor(
    readonly axis: string,
    readonly operator?: string,
  ) {
    super(
      'free-length',
      `The function cannot be recorded for every length of ${axis}: ${operator === undefined ? 'how much it calculates' : `what its operator ${operator} takes`} depends on it. Give the length as a number, and record once for each.`,
    );
  }
}

/** A model's input has an axis without a length, besides that of the batch. */
export class UnknownShapeError extends TfjsOnnxError {
  override readonly name = 'UnknownShapeError';

  constructor(
    readonly input: string,
    readonly shape: readonly (number | null)[],
  ) {
    super(
      'unknown-shape',
      `The input ${input} of shape [${shape.map(String).join(', ')}] has more axes without a length than the batch. Give the model's input layer a whole shape.`,
    );
  }
}

/** A graph cannot be written in the operator set that was asked for. */
export class OpsetError extends TfjsOnnxError {
  override readonly name = 'OpsetError';

  constructor(
    readonly opset: number,
    reason: string,
  ) {
    super('unsupported-opset', `The graph cannot be written in opset ${opset}: ${reason}.`);
  }
}

/** `fn` assigned a variable in a recording in which variables are constants. */
export class ConstantAssignedError extends TfjsOnnxError {
  override readonly name = 'ConstantAssignedError';

  constructor(readonly variable: string) {
    super(
      'constant-assigned',
      `The variable ${variable} was assigned in a recording in which variables are constants. Record with variables that are carried, which is the default.`,
    );
  }
}

/** An output of a recording is called like an input, but a graph has each name only once. */
export class NameTakenError extends TfjsOnnxError {
  override readonly name = 'NameTakenError';

  constructor(readonly taken: string) {
    super('name-taken', `The recorded function has an input and an output called ${taken}. Rename one of them.`);
  }
}

/** `record` was called by a function that is being recorded. */
export class NestedRecordingError extends TfjsOnnxError {
  override readonly name = 'NestedRecordingError';

  constructor() {
    super('nested-recording', 'A recorded function called record. Call it outside, or call its function directly.');
  }
}

/** A compiled function was run with an input that is missing, or whose elements are too many, too few or of another type. */
export class InputError extends TfjsOnnxError {
  override readonly name = 'InputError';

  constructor(
    readonly input: string,
    readonly shape: readonly (number | string)[],
    /** Its length in words where an axis has a free length: `784 × batch`. */
    readonly expected: { readonly array: string; readonly length: number | string },
    readonly found: { readonly array: string; readonly length: number } | undefined,
  ) {
    super(
      'wrong-input',
      `The input ${input} of shape [${shape.join(', ')}] takes ${describe(expected)} but got ${found === undefined ? 'nothing' : describe(found)}.`,
    );
  }
}

const describe = ({ array, length }: { array: string; length: number | string }) => `${array}(${length})`;
