/**
 * Records TensorFlow.js computations as ONNX graphs, to export models and to compile training steps.
 *
 * @module @mnist-adder/tfjs-onnx
 */

// A function to a graph.
export { record, type RecordOptions } from './record.js';
export type { Dimension } from './graph/graph.js';
export type { InputSpec, InputTypes, RecordedTensors, RecordedVariable, Recording, TensorOf } from './recording.js';
export type { ImageLayout, TensorType } from './symbolic/symbolic-tensor.js';
export type { Target } from './targets/target.js';

// A model, or a graph, to an ONNX file.
export { exportOnnx } from './export-onnx.js';
export { readOnnxMetadata } from './onnx/read-metadata.js';
export type { EncodeOptions } from './onnx/encode.js';
export { DEFAULT_OPSET, OPSETS } from './onnx/opset.js';

// A graph to a function that ONNX Runtime executes.
export { compile, type CompiledFunction, type CompileOptions } from './compile.js';
export type { ElementsOf, OnnxRuntime, TensorData } from './runtime-tensors.js';

export { TfjsOnnxError, type TfjsOnnxCode, type TfjsOnnxFacts } from './errors.js';
