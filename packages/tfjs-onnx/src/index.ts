export { record } from './record.js';
export type { RecordOptions } from './record.js';
export type { Target } from './targets/target.js';
export type { InputSpec, RecordedVariable, Recording } from './recording.js';

export { compile } from './compile.js';
export type { CompiledFunction, CompileOptions, OnnxRuntime, TensorData } from './compile.js';
export type { VariableLocation } from './carried-variables.js';

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
