import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createBatches,
  IMAGE_PIXELS,
  IMAGE_SIDE,
  pair,
  splitDigits,
  type DigitSet,
  type Pairing,
} from '@mnist-adder/dataset';
import { createAdder, type Scores } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import { writeAdder } from '@mnist-adder/model/node';
import { findRecipe, recordPrediction, type Recipe } from '@mnist-adder/trainer';
import { SEED } from './training-run.js';

/** Element types of arrays for peers, by their names in NumPy. */
const TYPES = [
  [Uint8Array, '|u1'],
  [Int32Array, '<i4'],
  [Float32Array, '<f4'],
] as const;

const ALIGNMENT = 64;

/**
 * Encodes an array as a `.npy` file, which `numpy.load` reads.
 *
 * @throws {RangeError} if the shape does not fit the number of elements.
 */
export function encodeNpy(shape: readonly number[], data: Uint8Array | Int32Array | Float32Array): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) throw new RangeError(`${data.length} elements are no array of [${shape.join(', ')}].`);
  const [, type] = TYPES.find(([Elements]) => data instanceof Elements)!;
  const axes = shape.map((length) => `${length},`).join(' ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  // Magic number, version 1.0, and two bytes for the length of the header, which ends with a new line.
  const prefix = 10;
  const length = Math.ceil((prefix + header.length + 1) / ALIGNMENT) * ALIGNMENT - prefix;
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.of(length % 256, Math.floor(length / 256)),
    Buffer.from(`${header.padEnd(length - 1)}\n`, 'latin1'),
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  ]);
}

/**
 * Writes the inputs of a peer that trains: `settings.json`; the images in the order of our first epoch, with their digits and,
 * if each image has one addend, the addends; in `weights/` our initial weights, `<layer>.<weight>.npy`, in TensorFlow.js's layout.
 */
export async function writeTrainingFiles(folder: string, recipe: Recipe, digits: DigitSet): Promise<void> {
  const { network, task, data, training } = recipe;
  const { batchSize, optimizer, learningRate } = training;
  const { train } = splitDigits(digits, { validation: data.validation });
  const pairs = pair(train, { pairing: pairingOf(task), seed: SEED });
  const batches = [...createBatches(pairs, { batchSize, seed: SEED }).epoch(0)];
  const all = (part: 'images' | 'digits' | 'addends') => Buffer.concat(batches.map((batch) => batch[part]));
  const size = batches.length * batchSize;

  mkdirSync(join(folder, 'weights'), { recursive: true });
  const write = (name: string, ...array: Parameters<typeof encodeNpy>) => {
    writeFileSync(join(folder, `${name}.npy`), encodeNpy(...array));
  };
  write('images', [size, IMAGE_SIDE, IMAGE_SIDE], all('images'));
  write('digits', [size], all('digits'));
  if (pairs.addendsPerImage === 1) write('addends', [size], all('addends'));
  const settings = {
    recipe: recipe.id,
    batchSize,
    optimizer,
    learningRate,
    normalization: network.normalization,
    dropout: 'dropout' in network.backbone ? network.backbone.dropout : 0,
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));

  const model = createAdder(network, { seed: SEED });
  for (const weight of model.weights) {
    const variable = variableOf(weight);
    write(`weights/${weight.originalName.replace('/', '.')}`, variable.shape, await variable.data<'float32'>());
  }
  model.dispose();
}

/** @throws {Error} if no peer learns the task. */
function pairingOf(task: Recipe['task']): Pairing {
  if (task.type === 'digits') return 'none';
  if (task.type === 'pairs') return task.addends;
  throw new Error(`No peer learns the task ${task.type}.`);
}

/** The number of images that a contestant predicts, again and again. */
export const PREDICTED_IMAGES = 2_048;

/** The scores of a model that is not evaluated. */
const NO_SCORES: Scores = { pairs: 0, loss: 0, digit: { accuracy: 0, loss: 0 } };

/** The addend of each predicted image. */
export const predictedAddends = (size: number) => Int32Array.from({ length: size }, (_, i) => i % 10);

interface PredictionFiles {
  readonly recipe: string;
  readonly test: DigitSet;
  readonly batchSizes: readonly number[];
}

/**
 * Writes the inputs of contestants that predict: a saved model in `model/`; the same model as `model-<size>.onnx` for each batch
 * size; test images with an addend each. The weights are the initial ones: their values do not change the cost of a prediction.
 */
export async function writePredictionFiles(
  folder: string,
  { recipe: id, test, batchSizes }: PredictionFiles,
): Promise<void> {
  const recipe = findRecipe(id)!;
  const model = createAdder(recipe.network, { seed: SEED });
  mkdirSync(folder, { recursive: true });
  const metadata = {
    spec: recipe.network,
    recipe: { id },
    seed: SEED,
    data: {},
    scores: NO_SCORES,
    packageVersion: '0.0.0',
  };
  await writeAdder(join(folder, 'model'), model, metadata);
  for (const size of batchSizes) {
    writeFileSync(join(folder, `model-${size}.onnx`), recordPrediction(model, size).toOnnx());
  }
  model.dispose();
  const images = test.images.subarray(0, PREDICTED_IMAGES * IMAGE_PIXELS);
  writeFileSync(join(folder, 'images.npy'), encodeNpy([PREDICTED_IMAGES, IMAGE_SIDE, IMAGE_SIDE, 1], images));
  writeFileSync(join(folder, 'addends.npy'), encodeNpy([PREDICTED_IMAGES], predictedAddends(PREDICTED_IMAGES)));
}
