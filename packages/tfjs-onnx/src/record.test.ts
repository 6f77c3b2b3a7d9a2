import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { compareWithEager, errorWith, example, SESSION } from '../test/against-eager.js';
import {
  compile,
  exportOnnx,
  record,
  TfjsOnnxError,
  type ElementsOf,
  type Recording,
  type TensorType,
} from './index.js';

const VECTOR = { x: { shape: [3] } } as const;

/** The state of TensorFlow.js that a recording must not change. */
const engineState = () => {
  const { backendName, state, registeredVariables } = tf.engine();
  const variables = Object.values(registeredVariables).map((v) => [v.name, v.dataId, v.isDisposed] as const);
  const { gradientDepth, kernelDepth, scopeStack } = state;
  return { memory: tf.memory(), backendName, variables, gradientDepth, kernelDepth, scopes: scopeStack.length };
};

beforeEach(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  tf.disposeVariables();
});

/** Runs a recording once. */
async function runOnce<Input extends string, Output extends string, Types extends Readonly<Record<Input, TensorType>>>(
  recording: Recording<Input, Output, Types>,
  inputs: { readonly [Name in Input]: ElementsOf<Types[Name]> },
) {
  const compiled = await compile(ort, recording, SESSION);
  const outputs = await compiled.run(inputs);
  await compiled.dispose();
  return outputs;
}

describe('a function is refused', () => {
  const refused = (fn: (x: tf.Tensor) => tf.Tensor, output = 'y') => {
    const before = engineState();
    try {
      record(VECTOR, ({ x }) => ({ [output]: fn(x) }));
    } catch (error) {
      expect(engineState()).toEqual(before);
      return error as Error;
    }
    return expect.fail('it was recorded');
  };

  test('if it uses a kernel without an ONNX counterpart, which the error names', () => {
    const error = refused((x) => tf.topk(x, 2).values);
    expect(error).toBeInstanceOf(TfjsOnnxError);
    expect(error).toMatchObject({ code: 'unsupported-kernel', facts: { kernelName: 'TopK' } });
    expect(error.message).toContain('TopK');
  });

  test.each<[string, (x: tf.Tensor) => unknown]>([
    ['The recorded function', (x) => x.dataSync()],
    ['The recorded function', (x) => x.arraySync()],
    ['The recorded function', (x) => tf.add(x, 1).bufferSync()],
    ['The recorded function', (x) => x.toString()],
  ])('if it reads a value: %s, case %#', (op, read) => {
    const error = refused((x) => {
      read(x);
      return x;
    });
    expect(error).toBeInstanceOf(TfjsOnnxError);
    expect(error).toMatchObject({ code: 'value-read', facts: { op } });
  });

  test('if an op in it reads a value, and the error names the op', () => {
    const read = tf.op({ readsInside_: (x: tf.Tensor) => tf.tensor(x.dataSync()) });
    expect(refused(read)).toMatchObject({ code: 'value-read', facts: { op: 'tf.readsInside' } });
  });

  test.each<(x: tf.Tensor) => Promise<unknown>>([
    (x) => x.data(),
    (x) => x.array(),
    (x) => tf.booleanMaskAsync(x, tf.cast(x, 'bool')),
    (x) => tf.whereAsync(tf.cast(x, 'bool')),
  ])('if it reads a value asynchronously, case %#', (read) => {
    const error = refused((x) => {
      void read(x);
      return tf.add(x, 1);
    });
    expect(error).toEqual(
      errorWith(error instanceof TfjsOnnxError && error.code === 'async-work' ? 'async-work' : 'value-read'),
    );
  });

  test('if it starts asynchronous work, which does not end the process later', async () => {
    const model = sequential({ layers: [layers.dense({ inputShape: [3], units: 1 })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', note);
    const inputs = { x: { shape: [2, 3] }, y: { shape: [2, 1] } };
    const step = ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) => {
      void model.trainOnBatch(x, y);
      return { z: tf.add(x, 1) };
    };
    expect(() => record(inputs, step)).toThrow(errorWith('async-work'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(rejections).toEqual([]);
    expect(
      await new Promise((resolve) => {
        resolve('as before');
      }),
    ).toBe('as before');
    model.dispose();
  });

  test.each<[string, () => number]>([
    ['Math.random', () => Math.random()],
    [
      'tf.util.shuffle',
      () => {
        tf.util.shuffle([1, 2, 3]);
        return 1;
      },
    ],
  ])('if it draws numbers with %s', (_, draw) => {
    expect(refused((x) => tf.add(x, draw()))).toEqual(errorWith('frozen-randomness'));
    expect(Math.random()).toBeLessThan(1);
  });

  test('if it calls a stateful layer, whose state stays as it was', () => {
    const layer = layers.simpleRNN({
      units: 2,
      batchInputShape: [1, 3, 1],
      recurrentInitializer: 'zeros',
      stateful: true,
    });
    const model = sequential({ layers: [layer] });
    const x = tf.ones([1, 3, 1]);
    const recordModel = () => record({ x: { shape: [1, 3, 1] } }, ({ x }) => ({ y: model.apply(x) as tf.Tensor }));
    const fresh = (model.predict(x) as tf.Tensor).dataSync();
    expect(recordModel).toThrow(errorWith('tensor-kept'));
    expect(recordModel).toThrow('must not be stateful');
    expect((model.predict(x) as tf.Tensor).dataSync()).toHaveLength(fresh.length);
    expect(() => exportOnnx(model)).toThrow(errorWith('stateful-layer'));
    model.dispose();
  });

  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['tf.randomUniform', () => tf.randomUniform([3])],
    ['tf.randomNormal', () => tf.randomNormal([3])],
    ['tf.truncatedNormal', () => tf.truncatedNormal([3])],
    ['tf.randomGamma', () => tf.randomGamma([3], 1)],
    ['tf.rand', () => tf.rand([3], () => 0.5)],
    ['tf.dropout', (x) => tf.dropout(x, 0.5)],
  ])('if it draws random numbers: %s', (op, draw) => {
    const error = refused((x) => tf.add(x, draw(x)));
    expect(error).toBeInstanceOf(TfjsOnnxError);
    expect(error).toMatchObject({ code: 'frozen-randomness', facts: { op } });
  });

  test('not if it uses a dropout of rate 0, which is not random', async () => {
    await compareWithEager({ x: example([3], 1) }, ({ x }) => ({ y: tf.dropout(x, 0) }));
  });

  test('if it creates a variable', () => {
    const error = refused((x) => tf.add(x, tf.variable(tf.zeros([3]), true, 'late')));
    expect(error).toBeInstanceOf(TfjsOnnxError);
    expect(error).toMatchObject({ code: 'variable-created', facts: { variable: 'late' } });
  });

  test('with its own error, if it throws one', () => {
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

  test('if it is async, and its rejected promise is handled', async () => {
    const before = engineState();
    const fn = (async ({ x }: { x: tf.Tensor }) => {
      await Promise.resolve();
      return { y: tf.add(x, 1) };
    }) as unknown as () => Record<'y', tf.Tensor>;
    expect(() => record(VECTOR, fn)).toThrow(/returned a promise.*not async/);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(engineState()).toEqual(before);
  });

  test.each<[unknown, RegExp]>([
    [undefined, /returned undefined instead of an object/],
    [{ loss: 3 }, /returned number as loss/],
    [null, /returned null instead/],
  ])('if it returns %j', (results, message) => {
    const fn = () => results as Record<string, tf.Tensor>;
    expect(() => record({}, fn)).toThrow(errorWith('invalid-result'));
    expect(() => record({}, fn)).toThrow(message);
  });

  test('if it returns a tensor instead of tensors by name', () => {
    expect(() => record(VECTOR, ({ x }) => x as unknown as Record<string, tf.Tensor>)).toThrow(
      /returned a tensor instead/,
    );
  });

  test('if it calls record', () => {
    expect(refused((x) => (record(VECTOR, (inner) => inner), x))).toMatchObject({ code: 'nested-recording' });
  });

  test('if an input and an output have the same name', () => {
    const error = refused((x) => x, 'x');
    expect(error).toBeInstanceOf(TfjsOnnxError);
    expect(error).toMatchObject({ code: 'name-taken', facts: { name: 'x' } });
  });

  test('if it uses text', () => {
    const text = tf.variable(tf.tensor(['a', 'b']), false, 'text');
    // A variable of text that the function does not use changes nothing.
    expect(record(VECTOR, ({ x }) => ({ y: tf.neg(x) })).variables).toEqual([]);
    expect(refused(() => tf.clone(text))).toMatchObject({ code: 'unsupported-kernel' });
    expect(text.isDisposed).toBe(false);
    expect(text.dataSync()).toEqual(['a', 'b']);
  });
});

describe('inputs and outputs', () => {
  test('an output can be an input, a constant, or another output', async () => {
    const inputs = { x: example([2, 3], 1), s: example([], 2) };
    await compareWithEager(inputs, ({ x, s }) => {
      const sum = tf.add(x, s);
      return { same: x, again: x, constant: tf.tensor1d([1, 2, 3]), ones: tf.ones([2, 2]), sum, sumAgain: sum, s1: s };
    });
  });

  test('an input that the function does not use is not an input of the graph', async () => {
    const recording = record({ x: { shape: [2] }, unused: { shape: [5] } }, ({ x }) => ({ y: tf.neg(x) }));
    expect(recording.inputs).toEqual({ x: { shape: [2], dtype: 'float32' } });
    const { y } = await runOnce(recording, { x: Float32Array.of(1, 2), unused: new Float32Array(0) });
    expect(y).toEqual(Float32Array.of(-1, -2));
  });

  test('images that are outputs have the axes in the order of TensorFlow.js', async () => {
    const inputs = { x: example([2, 4, 5, 3], 1), w: example([3, 3, 3, 2], 2) };
    await compareWithEager(inputs, ({ x, w }) => ({ y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same') }));
  });

  test('a captured tensor becomes one constant', async () => {
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
  test('can be read, assigned, both or neither', async () => {
    const [read, assigned, both] = ['read', 'assigned', 'both', 'neither'].map((name) =>
      tf.variable(tf.tensor1d([1, 2]), true, name),
    ) as [tf.Variable, tf.Variable, tf.Variable];
    const before = engineState();
    const recording = record({ x: { shape: [2] } }, ({ x }) => {
      assigned.assign(tf.mul(x, 3));
      both.assign(tf.add(both, x));
      return { y: tf.add(read, x) };
    });
    expect(engineState()).toEqual(before);
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

  test('can have the names of inputs and outputs', async () => {
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

  test('can exchange their values', async () => {
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

  test('can be assigned a constant', async () => {
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

  test('can be integers and booleans', async () => {
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

  test('can be on another backend than the active one', async () => {
    const w = tf.variable(tf.tensor1d([1, 2]), true, 'w');
    tf.registerBackend('other', tf.findBackendFactory('cpu'));
    await tf.setBackend('other');
    const before = engineState();
    const recording = record({ x: { shape: [2] } }, ({ x }) => ({ y: tf.mul(x, w) }));
    expect(engineState()).toEqual(before);
    await tf.setBackend('cpu');
    tf.removeBackend('other');
    const { y } = await runOnce(recording, { x: Float32Array.of(3, 4) });
    expect(y).toEqual(Float32Array.of(3, 8));
  });
});

describe('variables as constants', () => {
  const inputs = { x: { shape: [3] } };

  test('are not inputs, and keep the value that they had when they were recorded', async () => {
    const weights = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3]), true, 'weights'));
    const before = tf.memory().numTensors;
    const recording = record(inputs, ({ x }) => ({ y: tf.mul(x, weights) }), { variables: 'constants' });
    expect(tf.memory().numTensors).toBe(before);
    expect(recording.variables).toEqual([]);
    weights.assign(tf.tensor1d([0, 0, 0]));
    const { y } = await runOnce(recording, { x: Float32Array.of(1, 10, 100) });
    expect([...y]).toEqual([1, 20, 300]);
  });

  test('cannot be assigned, and keep their value', () => {
    const weights = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3]), true, 'weights'));
    const assigning = () =>
      record(
        inputs,
        ({ x }) => {
          weights.assign(tf.add<tf.Tensor1D>(weights, x));
          return { y: tf.sum(weights) };
        },
        { variables: 'constants' },
      );
    expect(assigning).toThrow(errorWith('constant-assigned'));
    expect(assigning).toThrow('The variable weights was assigned in a recording in which variables are constants.');
    expect([...weights.dataSync()]).toEqual([1, 2, 3]);
  });
});

describe('TensorFlow.js after a recording', () => {
  const fn = ({ x }: { x: tf.Tensor }) => {
    const w = tf.engine().registeredVariables.w!;
    const { value, grads } = tf.variableGrads(() => tf.tidy(() => tf.mean<tf.Scalar>(tf.square(tf.mul(x, w)))), [w]);
    w.assign(tf.sub(w, grads.w!));
    return { loss: value };
  };

  test('is as it was before, in a tidy and outside', () => {
    tf.variable(tf.tensor1d([1, 2, 3]), true, 'w');
    const before = engineState();
    record(VECTOR, fn);
    expect(engineState()).toEqual(before);
    tf.tidy(() => {
      tf.ones([3]);
      const within = engineState();
      record(VECTOR, fn);
      expect(engineState()).toEqual(within);
    });
    expect(engineState()).toEqual(before);
  });

  test('records a function to the same bytes again', () => {
    tf.variable(tf.tensor1d([1, 2, 3]), true, 'w');
    expect(record(VECTOR, fn).toOnnx()).toEqual(record(VECTOR, fn).toOnnx());
  });

  test('has no more tensors after a hundred steps', async () => {
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

  test('still has no backend if it had none', async () => {
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
  test('repeated numbers take no space', () => {
    const recording = record({ x: { shape: [1] } }, ({ x }) => ({
      y: tf.add(tf.sum(tf.mul(tf.zeros([1000, 1000]), x)), tf.sum(tf.tile(tf.fill([100, 100], 3), [10, 10]))),
    }));
    expect(recording.toOnnx().length).toBeLessThan(1500);
  });

  test('equal computations are recorded once', () => {
    const { operators } = record({ x: { shape: [3, 4] } }, ({ x }) => ({
      y: tf.add(tf.exp(tf.transpose(x)), tf.exp(tf.transpose(x))),
      z: tf.exp(tf.transpose(x)),
    }));
    expect(operators).toEqual({ Exp: 1, Add: 1, Transpose: 2 });
  });

  test('nodes that no output needs are left out', () => {
    const { operators } = record(VECTOR, ({ x }) => {
      tf.exp(x);
      return { y: tf.neg(x) };
    });
    expect(operators).toEqual({ Neg: 1 });
  });

  test('images are transposed only at inputs and outputs', () => {
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
    // The image, two filters, and the result. The bias is part of the convolution.
    expect(operators).toEqual({ Transpose: 4, Conv: 2, Relu: 1, Mul: 1, MaxPool: 1 });
  });
});

describe('images with the batch last', () => {
  test('are convolved as one wide image, and not transposed between layers', () => {
    const recording = record(
      { image: { shape: [8, 9, 9, 1] }, first: { shape: [2, 2, 1, 3] }, second: { shape: [3, 3, 3, 2] } },
      ({ image, first, second }) => {
        const pooled = tf.maxPool(tf.conv2d(image, first, 1, 'valid'), 2, 2, 'valid');
        const features = tf.relu(tf.conv2d(tf.relu(pooled), second, 1, 'same'));
        return { y: tf.matMul(tf.reshape(features, [8, 32]), tf.ones([32, 1])) };
      },
      { images: 'batch-last' },
    );
    expect(recording.operators.Conv).toBe(2);
    // The images, two filters, and the features before the matrix product.
    expect(recording.operators.Transpose).toBeLessThanOrEqual(4);
    expect(recording.operators.MaxPool).toBeUndefined();
  });
});

test('tensors have the rank of their inputs, and arrays the type', async () => {
  const inputs = {
    image: { shape: ['batch', 28, 28, 1] },
    label: { shape: [2], dtype: 'int32' },
    rate: { shape: [] },
  } as const;
  const recording = record(inputs, ({ image, label, rate }) => {
    expectTypeOf(image).toEqualTypeOf<tf.Tensor4D>();
    expectTypeOf(label).toEqualTypeOf<tf.Tensor1D>();
    expectTypeOf(rate).toEqualTypeOf<tf.Scalar>();
    return { y: tf.sum(image), z: tf.cast(label, 'float32'), w: rate };
  });
  const compiled = await compile(ort, recording, SESSION);
  expectTypeOf<Parameters<typeof compiled.run>[0]['image']>().toEqualTypeOf<Float32Array>();
  expectTypeOf<Parameters<typeof compiled.run>[0]['label']>().toEqualTypeOf<Int32Array>();
  await compiled.dispose();
});
