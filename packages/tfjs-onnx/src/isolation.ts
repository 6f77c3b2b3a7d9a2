import * as tf from '@tensorflow/tfjs-core';
import { TfjsOnnxError } from './errors.js';
import { frozenRandomness, runningRandomOp, type SymbolicBackend } from './symbolic-backend.js';

/**
 * Calls a function while it is recorded, and refuses what a recording cannot contain: numbers of `Math.random`, which every run
 * would repeat, and promises, whose work would go on after the recording.
 */
export function inIsolation<Result>(fn: () => Result): Result {
  const { Promise: RealPromise } = globalThis;
  const { random } = Math;
  const started: Promise<unknown>[] = [];
  Math.random = () => {
    throw frozenRandomness(runningRandomOp() ?? 'Math.random');
  };
  globalThis.Promise = class<T> extends RealPromise<T> {
    static override readonly [Symbol.species] = RealPromise;

    constructor(executor: ConstructorParameters<typeof RealPromise<T>>[0]) {
      super(executor);
      started.push(this);
    }
  };
  let result: Result;
  try {
    result = fn();
  } finally {
    Math.random = random;
    globalThis.Promise = RealPromise;
    // Their work fails without the symbolic backend. The error of the recording is enough.
    for (const promise of started) promise.catch(() => undefined);
  }
  if (started.length === 0 || result instanceof RealPromise) return result;
  const message =
    'The recorded function started asynchronous work, which would go on after the recording. Use synchronous functions, such as model.apply instead of model.trainOnBatch.';
  throw new TfjsOnnxError('async-work', message);
}

/**
 * Makes it an error that a function changes what TensorFlow.js holds: a stateful layer frees its state and keeps a new one, which
 * would be symbolic.
 */
export function protectTensors(backend: SymbolicBackend): { check: () => void; end: () => void } {
  const engine = tf.engine();
  const disposeTensor = engine.disposeTensor.bind(engine);
  engine.disposeTensor = (tensor) => {
    if (!(tensor instanceof tf.Variable) && engine.state.tensorInfo.get(tensor.dataId)?.backend !== backend) {
      throw tensorKept('disposed of a tensor that it has not created');
    }
    disposeTensor(tensor);
  };
  const kept = new Set<tf.Tensor>();
  const keep = engine.keep.bind(engine);
  engine.keep = (tensor) => {
    kept.add(tensor);
    return keep(tensor);
  };
  return {
    check: () => {
      const left = [...kept].filter((tensor) => !tensor.isDisposed);
      if (left.length === 0) return;
      for (const tensor of left) tensor.dispose();
      throw tensorKept('kept a tensor, which has no value outside the recording');
    },
    end: () => Object.assign(engine, { disposeTensor, keep }),
  };
}

function tensorKept(what: string): TfjsOnnxError {
  const message = `The recorded function ${what}. Use a tf.Variable, created before, for what a later run needs; a layer must not be stateful.`;
  return new TfjsOnnxError('tensor-kept', message);
}
