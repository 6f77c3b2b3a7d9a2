export { record } from './record.js';
export type { RecordOptions } from './record.js';
export type { InputSpec, RecordedVariable, Recording } from './recording.js';

export { compile } from './compile.js';
export type { CompiledFunction, OnnxRuntime, TensorData } from './compile.js';

export {
  FrozenRandomnessError,
  InputError,
  InvalidResultError,
  NameTakenError,
  NestedRecordingError,
  TfjsOnnxError,
  UnsupportedKernelError,
  ValueReadError,
  VariableCreatedError,
} from './errors.js';
