import * as tf from '@tensorflow/tfjs-core';
import { TfjsOnnxError, unsupportedKernel } from './errors.js';
import { sizeOf } from './graph/graph.js';
import { kernelCall } from './kernels/kernel.js';
import { KERNELS } from './kernels/table.js';
import { Recorder } from './symbolic/recorder.js';
import {
  graphTensor,
  plainLayout,
  splat,
  type ImageLayout,
  type SymbolicTensor,
  type TensorType,
  type TiledTensor,
} from './symbolic/symbolic-tensor.js';
import { fromTiles } from './symbolic/tiles.js';
import { createGraph, kernelFor, type Target } from './targets/target.js';

/** A tensor of another backend. */
interface ForeignTensor {
  readonly kind: 'foreign';
  readonly info: tf.TensorInfo;
}

/** A TensorFlow.js backend whose tensors have a shape and a place in a graph, but no elements. */
export class SymbolicBackend extends tf.KernelBackend {
  readonly recorder: Recorder;
  private readonly entries = new Map<
    object,
    { tensor: SymbolicTensor | TiledTensor | ForeignTensor; references: number }
  >();

  /** The constants made from tensors of other backends, by data and then by type and shape. */
  private readonly captured = new WeakMap<object, Map<string, SymbolicTensor>>();

  constructor(
    images: ImageLayout,
    readonly target: Target,
  ) {
    super();
    this.recorder = new Recorder(images, createGraph(target));
  }

  /** Adds a tensor, and returns what TensorFlow.js refers to it by. */
  register(result: SymbolicTensor | TiledTensor): tf.TensorInfo {
    const dataId = {};
    // Operators of ONNX Runtime are not made for tensors without elements, which are all equal.
    const tensor = sizeOf(result.shape) === 0 ? splat(result.shape, result.dtype, 0) : result;
    this.entries.set(dataId, { tensor, references: 1 });
    return { dataId, shape: [...tensor.shape], dtype: tensor.dtype };
  }

  /** Adds a tensor of another backend. It becomes a constant when it is first used. */
  registerForeign(info: tf.TensorInfo): tf.TensorInfo {
    const dataId = {};
    this.entries.set(dataId, { tensor: { kind: 'foreign', info }, references: 1 });
    return { dataId, shape: info.shape, dtype: info.dtype };
  }

  /** Returns a tensor in one piece. One of another backend becomes a constant. */
  resolve(info: tf.TensorInfo): SymbolicTensor {
    return fromTiles(this.recorder, this.find(info));
  }

  /** Returns a tensor, in tiles if it is stored so. One of another backend becomes a constant. */
  find(info: tf.TensorInfo): SymbolicTensor | TiledTensor {
    const tensor = this.entries.get(info.dataId)?.tensor;
    if (tensor !== undefined) return tensor.kind === 'foreign' ? this.find(tensor.info) : tensor;
    // Tensors that share their data may differ in shape.
    const key = `${info.dtype}[${info.shape.join()}]`;
    const captured = this.captured.get(info.dataId) ?? new Map<string, SymbolicTensor>();
    const constant = captured.get(key) ?? this.constant(tf.engine().readSync(info.dataId), info.shape, info.dtype);
    this.captured.set(info.dataId, captured.set(key, constant));
    return constant;
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const random = runningRandomOp();
    if (random !== undefined) throw frozenRandomness(random);
    return this.register(this.constant(values, shape, dtype)).dataId;
  }

  override readSync(): tf.BackendValues {
    throw valueRead();
  }

  /** The error about the first asynchronous read, which `record` throws. */
  asyncRead: TfjsOnnxError | undefined;

  /** Never settles: asynchronous work that waits for a value does not go on after the recording. */
  override read(): Promise<tf.BackendValues> {
    this.asyncRead ??= valueRead();
    return new Promise(() => undefined);
  }

  override disposeData(dataId: tf.DataId, force = false): boolean {
    const entry = this.entries.get(dataId);
    if (entry === undefined) return true;
    entry.references--;
    if (entry.references > 0 && !force) return false;
    this.entries.delete(dataId);
    return true;
  }

  override incRef(dataId: tf.DataId): void {
    const entry = this.entries.get(dataId);
    if (entry !== undefined) entry.references++;
  }

  override refCount(dataId: tf.DataId): number {
    return this.entries.get(dataId)?.references ?? 0;
  }

  override numDataIds(): number {
    return this.entries.size;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.entries.clear();
  }

  private constant(values: tf.BackendValues, shape: readonly number[], dtype: tf.DataType): SymbolicTensor {
    const type = recordableType(dtype);
    const numbers = values as Float32Array | Int32Array | Uint8Array;
    if (numbers.every((number) => Object.is(number, numbers[0]))) {
      return splat(shape, type, numbers[0] ?? 0);
    }
    const Elements = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[type];
    const value = this.recorder.graph.constant(type, shape, Elements.from(numbers));
    return graphTensor(value, type, plainLayout(shape.length));
  }
}

/** Registers the kernels with TensorFlow.js for a {@link SymbolicBackend} of this name, unless it has them. */
export function registerKernels(backendName: string): void {
  if (tf.getKernelsForBackend(backendName).length > 0) return;
  for (const kernelName of Object.keys(KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (!(backend instanceof SymbolicBackend)) throw new TypeError(`${kernelName} ran on another backend`);
        const isBoolean = Object.values(inputs).some((info) => (info as tf.TensorInfo | null)?.dtype === 'bool');
        if (isBoolean && !TAKE_BOOLEANS.has(kernelName)) {
          throw unsupportedKernel(kernelName, 'it computes with booleans (cast them to int32 or float32)');
        }
        const call = kernelCall(kernelName, backend.recorder, inputs, attrs, (info) => backend.find(info));
        const result = kernelFor(backend.target, kernelName)(call);
        return Array.isArray(result) ? result.map((tensor) => backend.register(tensor)) : backend.register(result);
      },
    });
  }
}

/** Kernels that compute with booleans or move them. TensorFlow.js calculates with the bytes of the others, beyond 0 and 1. */
const TAKE_BOOLEANS = new Set(
  ['All', 'Any', 'ArgMax', 'ArgMin', 'Cast', 'Concat', 'Cumsum', 'Equal', 'Exp', 'ExpandDims', 'GatherV2', 'Greater']
    .concat(['GreaterEqual', 'Identity', 'IsFinite', 'IsInf', 'IsNan', 'LeakyRelu', 'Less', 'LessEqual', 'LogicalAnd'])
    .concat([
      'LogicalNot',
      'LogicalOr',
      'Max',
      'Mean',
      'Min',
      'NotEqual',
      'OneHot',
      'OnesLike',
      'Pack',
      'PadV2',
      'Prelu',
    ])
    .concat(['Prod', 'Reshape', 'Reverse', 'Select', 'Slice', 'SplitV', 'StridedSlice', 'Sum', 'Tile'])
    .concat(['Transpose', 'Unpack', 'UnsortedSegmentSum', 'ZerosLike']),
);

/** Tells whether tensors of this type can be recorded. */
export const isRecordable = (dtype: tf.DataType): dtype is TensorType => dtype !== 'string' && dtype !== 'complex64';

/**
 * Returns the type if it can be recorded.
 *
 * @throws `TfjsOnnxError` with code `unsupported-kernel` for text and complex numbers.
 */
export function recordableType(dtype: tf.DataType): TensorType {
  if (isRecordable(dtype)) return dtype;
  throw unsupportedKernel('Const', `it has no ONNX counterpart for tensors of type ${dtype}`);
}

/** Creates the error for random numbers. */
export function frozenRandomness(op: string): TfjsOnnxError {
  const message = `${op} drew random numbers while its computation was being recorded, and every run would repeat them. Make the numbers an input.`;
  return new TfjsOnnxError('frozen-randomness', message, { op });
}

/** Returns the running op that draws random numbers, if there is one. */
export function runningRandomOp(): string | undefined {
  const op = runningOps().find((name) => RANDOM_OPS.has(name));
  return op && `tf.${op}`;
}

/** Ops that draw random numbers outside of a kernel. */
const RANDOM_OPS = new Set([
  'dropout',
  'multinomial',
  'rand',
  'randomGamma',
  'randomNormal',
  'randomStandardNormal',
  'randomUniform',
  'randomUniformInt',
  'truncatedNormal',
]);

/** What TensorFlow.js appends to the name of an op for its scope. */
const OP_SUFFIX = '__op';

/** Returns the names of the TensorFlow.js ops that are running, outermost first. */
function runningOps(): string[] {
  return tf
    .engine()
    .state.scopeStack.map((scope) => scope.name)
    .filter((name) => name.endsWith(OP_SUFFIX))
    .map((name) => name.slice(0, -OP_SUFFIX.length));
}

function valueRead(): TfjsOnnxError {
  const running = runningOps().at(-1);
  const op = running === undefined ? 'The recorded function' : `tf.${running}`;
  return new TfjsOnnxError(
    'value-read',
    `${op} read the value of a tensor while its computation was being recorded. Return the tensor as an output and read it there.`,
    { op },
  );
}
