import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareWithEager, example, SESSION } from '../test/against-eager.js';
import {
  compile,
  FrozenRandomnessError,
  InvalidResultError,
  NameTakenError,
  NestedRecordingError,
  record,
  UnsupportedKernelError,
  ValueReadError,
  VariableCreatedError,
} from './index.js';

const VECTOR = { x: { shape: [3] } } as const;

/** Everything that a recording has to leave as it was. */
const surroundings = () => {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  const { backendName, state } = tf.engine();
  const variables = Object.values(tf.engine().registeredVariables).map(
    (v) => [v.name, v.dataId, v.isDisposed] as const,
  );
  const { gradientDepth, kernelDepth, scopeStack } = state;
  return {
    numTensors,
    numDataBuffers,
    numBytes,
    backendName,
    variables,
    gradientDepth,
    kernelDepth,
    scopes: scopeStack.length,
  };
};

beforeEach(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  tf.disposeVariables();
});

/** Runs a recording once. */
async function runOnce<Input extends string, Output extends string>(
  recording: ReturnType<typeof record<Input, Output>>,
  inputs: Record<Input, Float32Array | Int32Array>,
) {
  const compiled = await compile(ort, recording, SESSION);
  const outputs = await compiled.run(inputs);
  await compiled.dispose();
  return outputs;
}

describe('what cannot be recorded', () => {
  const refused = (fn: (x: tf.Tensor) => tf.Tensor, output = 'y') => {
    const before = surroundings();
    try {
      record(VECTOR, ({ x }) => ({ [output]: fn(x) }));
    } catch (error) {
      expect(surroundings()).toEqual(before);
      return error as Error;
    }
    return expect.fail('it was recorded');
  };

  test('a kernel without a counterpart is named', () => {
    const error = refused((x) => tf.topk(x, 2).values);
    expect(error).toBeInstanceOf(UnsupportedKernelError);
    expect(error).toMatchObject({ code: 'unsupported-kernel', kernelName: 'TopK' });
    expect(error.message).toContain('TopK');
  });

  test.each<[string, (x: tf.Tensor) => unknown]>([
    ['The recorded function', (x) => x.dataSync()],
    ['The recorded function', (x) => x.arraySync()],
    ['The recorded function', (x) => tf.add(x, 1).bufferSync()],
    ['The recorded function', (x) => x.toString()],
  ])('a read of a value: %s, case %#', (op, read) => {
    const error = refused((x) => {
      read(x);
      return x;
    });
    expect(error).toBeInstanceOf(ValueReadError);
    expect(error).toMatchObject({ code: 'value-read', op });
  });

  test('a read of a value inside an op names the op', () => {
    const read = tf.op({ readsInside_: (x: tf.Tensor) => tf.tensor(x.dataSync()) });
    expect(refused(read)).toMatchObject({ code: 'value-read', op: 'tf.readsInside' });
  });

  test('reads that come as promises are rejected', async () => {
    const reads: Promise<unknown>[] = [];
    record(VECTOR, ({ x }) => {
      reads.push(x.data(), x.array(), tf.booleanMaskAsync(x, tf.cast(x, 'bool')), tf.whereAsync(tf.cast(x, 'bool')));
      return { y: tf.add(x, 1) };
    });
    for (const read of reads) await expect(read).rejects.toThrow(ValueReadError);
  });

  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['tf.randomUniform', () => tf.randomUniform([3])],
    ['tf.randomNormal', () => tf.randomNormal([3])],
    ['tf.truncatedNormal', () => tf.truncatedNormal([3])],
    ['tf.randomGamma', () => tf.randomGamma([3], 1)],
    ['tf.rand', () => tf.rand([3], () => 0.5)],
    ['tf.dropout', (x) => tf.dropout(x, 0.5)],
  ])('randomness that would be frozen: %s', (op, draw) => {
    const error = refused((x) => tf.add(x, draw(x)));
    expect(error).toBeInstanceOf(FrozenRandomnessError);
    expect(error).toMatchObject({ code: 'frozen-randomness', op });
  });

  test('a dropout of nothing is no randomness', async () => {
    await compareWithEager({ x: example([3], 1) }, ({ x }) => ({ y: tf.dropout(x, 0) }));
  });

  test('a variable that is created while recording', () => {
    const error = refused((x) => tf.add(x, tf.variable(tf.zeros([3]), true, 'late')));
    expect(error).toBeInstanceOf(VariableCreatedError);
    expect(error).toMatchObject({ code: 'variable-created', variable: 'late' });
  });

  test('an error of the function itself comes through', () => {
    const own = new Error('own');
    const thrown = refused((x) => {
      tf.tidy(() => {
        tf.grad((y: tf.Tensor) => {
          tf.mul(y, 2);
          throw own;
        })(x);
      });
      return x;
    });
    expect(thrown).toBe(own);
  });

  test('an async function, whose promise fails without a sound', async () => {
    const before = surroundings();
    const fn = (async ({ x }: { x: tf.Tensor }) => {
      await Promise.resolve();
      return { y: tf.add(x, 1) };
    }) as unknown as () => Record<'y', tf.Tensor>;
    expect(() => record(VECTOR, fn)).toThrow(/returned a promise.*not async/);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(surroundings()).toEqual(before);
  });

  test.each<[unknown, RegExp]>([
    [undefined, /returned undefined instead of an object/],
    [{ loss: 3 }, /returned number as loss/],
    [null, /returned null instead/],
  ])('%j as results', (results, message) => {
    const fn = () => results as Record<string, tf.Tensor>;
    expect(() => record({}, fn)).toThrow(InvalidResultError);
    expect(() => record({}, fn)).toThrow(message);
  });

  test('a tensor instead of tensors by name', () => {
    expect(() => record(VECTOR, ({ x }) => x as unknown as Record<string, tf.Tensor>)).toThrow(
      /returned a tensor instead/,
    );
  });

  test('a recording inside a recording', () => {
    expect(refused((x) => (record(VECTOR, (inner) => inner), x))).toBeInstanceOf(NestedRecordingError);
  });

  test('one name for an input and an output', () => {
    const error = refused((x) => x, 'x');
    expect(error).toBeInstanceOf(NameTakenError);
    expect(error).toMatchObject({ code: 'name-taken', taken: 'x' });
  });

  test('text', () => {
    const text = tf.variable(tf.tensor(['a', 'b']), false, 'text');
    // A variable of text that the function does not touch is none of its business.
    expect(record(VECTOR, ({ x }) => ({ y: tf.neg(x) })).variables).toEqual([]);
    expect(refused(() => tf.clone(text))).toBeInstanceOf(UnsupportedKernelError);
    expect(text.isDisposed).toBe(false);
    expect(text.dataSync()).toEqual(['a', 'b']);
  });
});

describe('inputs and outputs', () => {
  test('outputs that are inputs, constants, or one tensor twice', async () => {
    const inputs = { x: example([2, 3], 1), s: example([], 2) };
    await compareWithEager(inputs, ({ x, s }) => {
      const sum = tf.add(x, s);
      return { same: x, again: x, constant: tf.tensor1d([1, 2, 3]), ones: tf.ones([2, 2]), sum, sumAgain: sum, s1: s };
    });
  });

  test('inputs that are not used are no inputs of the graph', async () => {
    const recording = record({ x: { shape: [2] }, unused: { shape: [5] } }, ({ x }) => ({ y: tf.neg(x) }));
    expect(recording.inputs).toEqual({ x: { shape: [2], dtype: 'float32' } });
    const { y } = await runOnce(recording, { x: Float32Array.of(1, 2), unused: new Float32Array(0) });
    expect(y).toEqual(Float32Array.of(-1, -2));
  });

  test('images leave as TensorFlow.js sees them', async () => {
    const inputs = { x: example([2, 4, 5, 3], 1), w: example([3, 3, 3, 2], 2) };
    await compareWithEager(inputs, ({ x, w }) => ({ y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same') }));
  });

  test('captured tensors become constants, each one once', async () => {
    const captured = tf.tensor1d(Array.from({ length: 100 }, (_, i) => i));
    const recording = record({ x: { shape: [100] } }, ({ x }) => ({
      y: tf.add(tf.mul(x, captured), captured),
      z: tf.mul(tf.reshape(x, [10, 10]), tf.reshape(captured, [10, 10])),
    }));
    expect(recording.toOnnx().length).toBeLessThan(2 * 400);
    const { y } = await runOnce(recording, { x: new Float32Array(100).fill(2) });
    expect(y[99]).toBe(297);
    captured.dispose();
  });
});

describe('variables', () => {
  test('read, assigned, both or neither', async () => {
    const [read, assigned, both] = ['read', 'assigned', 'both', 'neither'].map((name) =>
      tf.variable(tf.tensor1d([1, 2]), true, name),
    ) as [tf.Variable, tf.Variable, tf.Variable];
    const before = surroundings();
    const recording = record({ x: { shape: [2] } }, ({ x }) => {
      assigned.assign(tf.mul(x, 3));
      both.assign(tf.add(both, x));
      return { y: tf.add(read, x) };
    });
    expect(surroundings()).toEqual(before);
    expect(recording.variables.map(({ variable, input, output }) => [variable.name, input, output])).toEqual([
      ['read', 'read', undefined],
      ['assigned', undefined, 'assigned:next'],
      ['both', 'both', 'both:next'],
    ]);

    const compiled = await compile(ort, recording, SESSION);
    const x = Float32Array.of(10, 20);
    expect((await compiled.run({ x })).y).toEqual(Float32Array.of(11, 22));
    await compiled.run({ x });
    expect([...both.dataSync()]).toEqual([1, 2]);
    await compiled.writeVariables();
    expect([...both.dataSync()]).toEqual([21, 42]);
    expect([...assigned.dataSync()]).toEqual([30, 60]);
    expect([...read.dataSync()]).toEqual([1, 2]);
    await compiled.dispose();
  });

  test('called like inputs, outputs or each other', async () => {
    const named = ['x', 'y', 'y:next', '_1'].map((name, i) => tf.variable(tf.scalar(i), false, name));
    const recording = record({ x: { shape: [] } }, ({ x }) => {
      for (const variable of named) variable.assign(tf.add(variable, x));
      return { y: tf.addN([x, ...named]) };
    });
    const compiled = await compile(ort, recording, SESSION);
    expect((await compiled.run({ x: Float32Array.of(10) })).y).toEqual(Float32Array.of(56));
    await compiled.writeVariables();
    expect(named.map((variable) => variable.dataSync()[0])).toEqual([10, 11, 12, 13]);
    await compiled.dispose();
  });

  test('exchanged with each other', async () => {
    const [a, b] = [tf.variable(tf.scalar(1), true, 'a'), tf.variable(tf.scalar(2), true, 'b')];
    const recording = record({}, () => {
      const was = tf.clone(a);
      a.assign(b);
      b.assign(was);
      return {};
    });
    const compiled = await compile(ort, recording, SESSION);
    await compiled.run({});
    await compiled.writeVariables();
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([2, 1]);
    await compiled.dispose();
  });

  test('assigned a constant', async () => {
    const reset = tf.variable(tf.ones([2]), true, 'reset');
    const recording = record({}, () => {
      reset.assign(tf.zerosLike(reset));
      return {};
    });
    const compiled = await compile(ort, recording, SESSION);
    await compiled.run({});
    await compiled.writeVariables();
    expect([...reset.dataSync()]).toEqual([0, 0]);
    await compiled.dispose();
  });

  test('of integers and truth values', async () => {
    const count = tf.variable(tf.scalar(41, 'int32'), false, 'count');
    const flag = tf.variable(tf.tensor1d([true, false]), false, 'flag');
    const recording = record({}, () => {
      count.assign(tf.add(count, tf.scalar(1, 'int32')));
      flag.assign(tf.logicalNot(flag));
      return { count };
    });
    const compiled = await compile(ort, recording, SESSION);
    expect((await compiled.run({})).count).toEqual(Int32Array.of(42));
    await compiled.writeVariables();
    expect([...count.dataSync(), ...flag.dataSync()]).toEqual([42, 0, 1]);
    await compiled.dispose();
  });

  test('on another backend than the one that is active', async () => {
    const w = tf.variable(tf.tensor1d([1, 2]), true, 'w');
    tf.registerBackend('other', tf.findBackendFactory('cpu'));
    await tf.setBackend('other');
    const before = surroundings();
    const recording = record({ x: { shape: [2] } }, ({ x }) => ({ y: tf.mul(x, w) }));
    expect(surroundings()).toEqual(before);
    await tf.setBackend('cpu');
    tf.removeBackend('other');
    const { y } = await runOnce(recording, { x: Float32Array.of(3, 4) });
    expect(y).toEqual(Float32Array.of(3, 8));
  });
});

describe('surroundings', () => {
  const fn = ({ x }: { x: tf.Tensor }) => {
    const w = tf.engine().registeredVariables.w!;
    const { value, grads } = tf.variableGrads(() => tf.tidy(() => tf.mean<tf.Scalar>(tf.square(tf.mul(x, w)))), [w]);
    w.assign(tf.sub(w, grads.w!));
    return { loss: value };
  };

  test('are left as they were, in a tidy or not', () => {
    tf.variable(tf.tensor1d([1, 2, 3]), true, 'w');
    const before = surroundings();
    record(VECTOR, fn);
    expect(surroundings()).toEqual(before);
    tf.tidy(() => {
      tf.ones([3]);
      const within = surroundings();
      record(VECTOR, fn);
      expect(surroundings()).toEqual(within);
    });
    expect(surroundings()).toEqual(before);
  });

  test('one function gives the same bytes every time', () => {
    tf.variable(tf.tensor1d([1, 2, 3]), true, 'w');
    expect(record(VECTOR, fn).toOnnx()).toEqual(record(VECTOR, fn).toOnnx());
  });

  test('a hundred steps make no tensors', async () => {
    const w = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3]), true, 'w'));
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const compiled = await compile(ort, record(VECTOR, fn), SESSION);
    for (let step = 0; step < 100; step++) await compiled.run({ x: Float32Array.of(0.1, 0.2, 0.3) });
    await compiled.writeVariables();
    await compiled.readVariables();
    await compiled.dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect(w.dataSync()[0]).toBeLessThan(1);
  });

  test('a backend that is not yet chosen stays so', async () => {
    tf.engine().reset();
    expect(tf.engine().backendName).toBeFalsy();
    const recording = record(VECTOR, ({ x }) => ({ y: tf.neg(x) }));
    expect(tf.engine().backendName).toBeFalsy();
    expect(tf.engine().registryFactory).not.toHaveProperty('tfjs-onnx-recorder');
    await tf.setBackend('cpu');
    expect((await runOnce(recording, { x: Float32Array.of(1, 2, 3) })).y).toEqual(Float32Array.of(-1, -2, -3));
  });
});

describe('the size of a graph', () => {
  test('repeated numbers take no room', () => {
    const recording = record({ x: { shape: [1] } }, ({ x }) => ({
      y: tf.add(tf.sum(tf.mul(tf.zeros([1000, 1000]), x)), tf.sum(tf.tile(tf.fill([100, 100], 3), [10, 10]))),
    }));
    expect(recording.toOnnx().length).toBeLessThan(1500);
  });

  test('what is computed twice is computed once', () => {
    const { operators } = record({ x: { shape: [3, 4] } }, ({ x }) => ({
      y: tf.add(tf.exp(tf.transpose(x)), tf.exp(tf.transpose(x))),
      z: tf.exp(tf.transpose(x)),
    }));
    expect(operators).toEqual({ Exp: 1, Add: 1, Transpose: 2 });
  });

  test('what no output needs is left out', () => {
    const { operators } = record(VECTOR, ({ x }) => {
      tf.exp(x);
      return { y: tf.neg(x) };
    });
    expect(operators).toEqual({ Neg: 1 });
  });

  test('chains of images are transposed only where they enter and leave', () => {
    const inputs = {
      x: { shape: [2, 8, 8, 3] },
      w: { shape: [3, 3, 3, 4] },
      b: { shape: [4] },
      v: { shape: [3, 3, 4, 5] },
    };
    const { operators } = record(inputs, ({ x, w, b, v }) => {
      const first = tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b));
      const pooled = tf.maxPool(tf.mul<tf.Tensor4D>(first, 0.5), 2, 2, 'valid');
      return { y: tf.conv2d(pooled, v as tf.Tensor4D, 1, 'same') };
    });
    // The image, two filters, and the result; the bias is part of the convolution.
    expect(operators).toEqual({ Transpose: 4, Conv: 2, Relu: 1, Mul: 1, MaxPool: 1 });
  });
});

describe('images with the batch last', () => {
  test('are convolved as one wide image, and nothing is moved between the layers', () => {
    const recording = record(
      { image: { shape: [8, 9, 9, 1] }, first: { shape: [2, 2, 1, 3] }, second: { shape: [3, 3, 3, 2] } },
      ({ image, first, second }) => {
        const pooled = tf.maxPool(tf.conv2d(image as tf.Tensor4D, first as tf.Tensor4D, 1, 'valid'), 2, 2, 'valid');
        const features = tf.relu(tf.conv2d(tf.relu(pooled), second as tf.Tensor4D, 1, 'same'));
        return { y: tf.matMul(tf.reshape(features, [8, 32]), tf.ones([32, 1])) };
      },
      { images: 'batch-last' },
    );
    expect(recording.operators.Conv).toBe(2);
    // The images and two filters as they come in, and the features of an image one after the other.
    expect(recording.operators.Transpose).toBeLessThanOrEqual(4);
    expect(recording.operators.MaxPool).toBeUndefined();
  });
});
