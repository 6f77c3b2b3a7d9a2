import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of the ops.
import '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { afterAll, expect, vi } from 'vitest';
import {
  compile,
  record,
  type ElementsOf,
  type InputSpec,
  type TensorData,
  type TensorType,
  type TfjsOnnxCode,
} from '../src/index.js';

/** A tensor that a function is called with. */
export interface Example extends InputSpec<number> {
  readonly data: TensorData;
}

/** Options of ONNX Runtime: one thread, and no warnings. */
export const SESSION = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 } as const;

/** The kernels that recordings in this test file have called. */
const recorded = new Set<string>();

/** Checks at the end of a test file that its tests compared every one of these kernels. */
export function expectAllCompared(kernels: Readonly<Record<string, unknown>>): void {
  afterAll(() => {
    expect(Object.keys(kernels).filter((name) => !recorded.has(name))).toEqual([]);
  });
}

/**
 * Runs a function eagerly on the cpu backend, and recorded in ONNX Runtime with each layout of images. Compares shapes, types and
 * elements.
 *
 * @param tolerance maximum difference, relative to elements larger than one.
 */
export async function compareWithEager<Input extends string>(
  examples: Readonly<Record<Input, Example>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<string, tf.Tensor>,
  tolerance = 1e-4,
): Promise<void> {
  await tf.setBackend('cpu');
  const expected = eagerly(examples, fn);

  for (const images of ['channels-first', 'batch-last'] as const) {
    const calls = vi.spyOn(tf.engine(), 'runKernel');
    const recording = record<Readonly<Record<string, InputSpec>>, string>(
      examples,
      (given) => fn(given as Record<Input, tf.Tensor>),
      { images },
    );
    for (const [name] of calls.mock.calls) recorded.add(name);
    calls.mockRestore();

    const compiled = await compile(ort, recording, SESSION);
    const data = Object.fromEntries(Object.entries<Example>(examples).map(([name, example]) => [name, example.data]));
    const results = await compiled.run(data);
    await compiled.dispose();

    expect(recording.outputs).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, { shape, dtype }]) => [name, { shape, dtype }])),
    );
    for (const [name, { data: eager }] of Object.entries(expected)) {
      expectClose(`${name} (${images})`, results[name]!, eager, tolerance);
    }
  }
}

/**
 * Compares as {@link compareWithEager} does, and the gradients of the result `y` with respect to some of the inputs too. The
 * gradient of `y` is random, so that no two elements have the same.
 */
export async function compareGradientsWithEager<Input extends string>(
  examples: Readonly<Record<Input, Example>>,
  fn: (tensors: Record<Input, tf.Tensor>) => tf.Tensor,
  inputs: readonly NoInfer<Input>[] = Object.keys(examples) as Input[],
  tolerance = 1e-4,
): Promise<void> {
  const { y } = eagerly(examples, (tensors) => ({ y: fn(tensors) }));
  const dy = example(y!.shape, 97);
  await compareWithEager<string>(
    { ...examples, dy },
    ({ dy, ...tensors }) => {
      const { value, grads } = tf.valueAndGrads((...given) =>
        fn({ ...tensors, ...Object.fromEntries(inputs.map((name, i) => [name, given[i]!])) } as Record<
          Input,
          tf.Tensor
        >),
      )(
        inputs.map((name) => tensors[name]!),
        dy,
      );
      return { y: value, ...Object.fromEntries(inputs.map((name, i) => [`gradient of ${name}`, grads[i]!])) };
    },
    tolerance,
  );
}

interface EagerResult {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  readonly data: tf.TypedArray;
}

function eagerly<Input extends string>(
  examples: Readonly<Record<Input, Example>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<string, tf.Tensor>,
): Record<string, EagerResult> {
  return tf.tidy(() => {
    const tensors = {} as Record<Input, tf.Tensor>;
    for (const [name, { data, shape, dtype }] of Object.entries<Example>(examples)) {
      tensors[name as Input] = tf.tensor(data, [...shape], dtype);
    }
    const results = Object.entries(fn(tensors));
    return Object.fromEntries(
      results.map(([name, tensor]) => [name, { shape: tensor.shape, dtype: tensor.dtype, data: tensor.dataSync() }]),
    );
  });
}

/** Compares elements one by one. NaN and infinities must be the same. */
export function expectClose(name: string, found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(found.length, name).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i]!, expected[i]!];
    if (Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b))) continue;
    expect.fail(`${name}[${i}] is ${a}, eagerly it is ${b}`);
  }
}

/**
 * Creates an example of random elements, uniform over a range.
 *
 * @param step elements are multiples of it, so that equal ones are likely. 0: any number.
 */
export function example<Type extends TensorType = 'float32'>(
  shape: readonly number[],
  seed: number,
  options: Partial<ExampleOptions<Type>> = {},
): Example & { readonly data: ElementsOf<Type> } {
  return anyExample(shape, seed, options) as Example & { readonly data: ElementsOf<Type> };
}

function anyExample(
  shape: readonly number[],
  seed: number,
  { low = -1, high = 1, step = 0, dtype = 'float32' }: Partial<ExampleOptions<TensorType>>,
): Example {
  const size = tf.util.sizeFromShape([...shape]);
  const numbers = Array.from({ length: size }, (_, i) => {
    const number = low + (high - low) * hash(seed * 7919 + i);
    return step === 0 ? number : Math.round(number / step) * step;
  });
  switch (dtype) {
    case 'float32':
      return { shape, dtype, data: Float32Array.from(numbers) };
    case 'int32':
      return { shape, dtype, data: Int32Array.from(numbers, Math.round) };
    case 'bool':
      return { shape, dtype, data: Uint8Array.from(numbers, (number) => Number(number > (low + high) / 2)) };
  }
}

interface ExampleOptions<Type> {
  low: number;
  high: number;
  step: number;
  dtype: Type;
}

/** Returns a pseudo-random number in 0..1: the finaliser of MurmurHash3. */
function hash(integer: number): number {
  let h = Math.imul(integer ^ (integer >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Creates a matcher for `toThrow`: an error of this package with a code. */
export function errorWith(code: TfjsOnnxCode): Error {
  const matcher: unknown = expect.objectContaining({ name: 'TfjsOnnxError', code });
  return matcher as Error;
}
