import * as tf from '@tensorflow/tfjs-core';
import { FrozenRandomnessError, UnsupportedKernelError, ValueReadError } from '../errors.js';
import { Recorder } from './recorder.js';
import { plainLayout, splat, graphTensor } from './symbolic-tensor.js';
import type { ImageLayout, SymbolicTensor, TensorType, TiledTensor } from './symbolic-tensor.js';
import { joined } from './tiles.js';
import { graphFor } from '../targets/target.js';
import type { Target } from '../targets/target.js';

/** A tensor of another backend. */
interface StandIn {
  readonly kind: 'stand-in';
  readonly info: tf.TensorInfo;
}

/** A TensorFlow.js backend whose tensors have a shape and a place in a graph instead of elements. */
export class SymbolicBackend extends tf.KernelBackend {
  readonly recorder: Recorder;
  private readonly entries = new Map<object, { tensor: SymbolicTensor | TiledTensor | StandIn; references: number }>();

  /** Constants by the tensor of another backend that they were made of, so that each is recorded once. */
  private readonly captured = new WeakMap<object, Map<string, SymbolicTensor>>();

  constructor(
    images: ImageLayout,
    readonly target: Target,
  ) {
    super();
    this.recorder = new Recorder(images, graphFor(target));
  }

  /** Takes a tensor in, and gives what TensorFlow.js knows it by. */
  register(tensor: SymbolicTensor | TiledTensor): tf.TensorInfo {
    const dataId = {};
    this.entries.set(dataId, { tensor, references: 1 });
    return { dataId, shape: [...tensor.shape], dtype: tensor.dtype };
  }

  /** Takes in a tensor that lives on another backend, and becomes a constant when it is first used. */
  standIn(info: tf.TensorInfo): tf.TensorInfo {
    const dataId = {};
    this.entries.set(dataId, { tensor: { kind: 'stand-in', info }, references: 1 });
    return { ...info, dataId };
  }

  /** What a tensor is in the graph; one that lives on another backend becomes a constant. */
  resolve(info: tf.TensorInfo): SymbolicTensor {
    return joined(this.recorder, this.find(info));
  }

  /** What {@link resolve} gives, in pieces if that is what it is. */
  find(info: tf.TensorInfo): SymbolicTensor | TiledTensor {
    const tensor = this.entries.get(info.dataId)?.tensor;
    if (tensor !== undefined) return tensor.kind === 'stand-in' ? this.find(tensor.info) : tensor;
    // Tensors that share their elements may differ in shape.
    const key = `${info.dtype}[${info.shape.join()}]`;
    const captured = this.captured.get(info.dataId) ?? new Map<string, SymbolicTensor>();
    const constant = captured.get(key) ?? this.constant(tf.engine().readSync(info.dataId), info.shape, info.dtype);
    this.captured.set(info.dataId, captured.set(key, constant));
    return constant;
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const random = openOps().find((op) => RANDOM_OPS.has(op));
    if (random !== undefined) throw new FrozenRandomnessError(`tf.${random}`);
    return this.register(this.constant(values, shape, dtype)).dataId;
  }

  override readSync(): tf.BackendValues {
    throw new ValueReadError(reader());
  }

  override read(): Promise<tf.BackendValues> {
    return Promise.reject(new ValueReadError(reader()));
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
    if (numbers.length > 0 && numbers.every((number) => Object.is(number, numbers[0]))) {
      return splat(shape, type, numbers[0]!);
    }
    const Elements = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[type];
    const value = this.recorder.graph.constant(type, shape, Elements.from(numbers));
    return graphTensor(value, type, plainLayout(shape.length));
  }
}

/** Whether tensors of this type can be recorded. */
export const isRecordable = (dtype: tf.DataType): dtype is TensorType => dtype !== 'string' && dtype !== 'complex64';

/** The element type if it can be recorded; otherwise an error. */
export function recordableType(dtype: tf.DataType): TensorType {
  if (isRecordable(dtype)) return dtype;
  throw new UnsupportedKernelError('Const', `tensors of type ${dtype} have no ONNX counterpart here`);
}

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

/** The TensorFlow.js ops that are running, outermost first. */
function openOps(): string[] {
  return tf
    .engine()
    .state.scopeStack.map((scope) => scope.name)
    .filter((name) => name.endsWith(OP_SUFFIX))
    .map((name) => name.slice(0, -OP_SUFFIX.length));
}

/** What TensorFlow.js appends to the name of the scope of an op. */
const OP_SUFFIX = '__op';

function reader(): string {
  const op = openOps().at(-1);
  return op === undefined ? 'The recorded function' : `tf.${op}`;
}
