/**
 * TensorFlow.js computations as ONNX graphs: models to export, and training steps to compile.
 *
 * @module @mnist-adder/tfjs-onnx
 */

export { record } from './record.js';
export type { RecordOptions } from './record.js';
export type { Target } from './targets/target.js';
export type { AxisLength } from './graph/named-graph.js';
export type { InputSpec, RecordedVariable, Recording } from './recording.js';
export type { ImageLayout, TensorType } from './symbolic/symbolic-tensor.js';
export type { VariableRole } from './symbolic/lend-variables.js';

export { exportOnnx } from './export-onnx.js';
export { DEFAULT_OPSET, OPSETS } from './onnx/opset.js';
export type { EncodeOptions } from './onnx/encode.js';

export { compile } from './compile.js';
export type { CompiledFunction, CompileOptions } from './compile.js';
export type { OnnxRuntime, TensorData } from './onnx-runtime.js';
export type { VariableLocation } from './carried-variables.js';

export {
  ConstantAssignedError,
  FreeLengthError,
  FrozenRandomnessError,
  InputError,
  InvalidResultError,
  NameTakenError,
  NestedRecordingError,
  OpsetError,
  TfjsOnnxError,
  UnknownShapeError,
  UnsupportedKernelError,
  ValueReadError,
  VariableCreatedError,
} from './errors.js';
