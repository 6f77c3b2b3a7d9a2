import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DIGIT_CLASSES, firstImages, imageAt, IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { findMnist, readMnist } from '@mnist-adder/dataset/node';
import { encodeAdder, MODEL_FILE, WEIGHTS_FILE } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer/recipes';
import '@tensorflow/tfjs-backend-cpu';
import type { BundledDigits } from 'virtual:bundled-digits';
import type { BundledModel } from 'virtual:bundled-models';
import type { BundledRecipe } from 'virtual:bundled-recipes';
import type { Bundle, BundledFile } from './bundled-files.js';

/** Everything that the build puts beside the page. The facts have the types of `src/virtual.d.ts`. */
export const bundles = async (): Promise<readonly Bundle[]> => [
  await bundledModels(),
  await bundledDigits(),
  bundledRecipes(),
];

/** The models that the page compares, by head. The page opens with the first one. */
const MODELS = [
  { id: 'exact-small', head: 'exact' },
  { id: 'adder-small', head: 'concat' },
  { id: 'stacked-sum', head: 'stacked' },
] as const;

/** Trained models, checked when they are read here. Their weights are rounded to bytes: a quarter of the download. */
async function bundledModels(): Promise<Bundle> {
  const files: BundledFile[] = [];
  const facts: BundledModel[] = [];
  for (const { id, head } of MODELS) {
    const folder = dirname(fileURLToPath(import.meta.resolve(`@mnist-adder/models/${id}/model.json`)));
    const { model, metadata } = await readAdder(folder);
    const encoded = await encodeAdder(model, metadata, { quantization: 'uint8' });
    const json = `models/${id}/${MODEL_FILE}`;
    const weights = `models/${id}/${WEIGHTS_FILE}`;
    files.push({ path: json, bytes: new TextEncoder().encode(encoded.json) });
    files.push({ path: weights, bytes: encoded.weights });
    facts.push({ id, head, json, weights, parameters: model.countParams(), scores: metadata.scores });
    model.dispose();
  }
  return { name: 'bundled-models', files, facts };
}

/** The number of test images to try. */
const SAMPLES = 500;

const compress = promisify(gzip);

/** MNIST's training images, to train on, and its first test images, to try. */
async function bundledDigits(): Promise<Bundle> {
  const { test, digests } = await readMnist();
  const folder = await findMnist();
  const compressed = async (name: string): Promise<BundledFile> => ({
    path: `digits/${name}.gz`,
    bytes: await compress(await readFile(join(folder, name)), { level: 9 }),
  });
  const images = await compressed('train-images-idx3-ubyte');
  const labels = await compressed('train-labels-idx1-ubyte');
  const { images: sampled, labels: shown } = firstImages(test, SAMPLES);
  const indexes = Array.from({ length: DIGIT_CLASSES }, (_, digit) => shown.indexOf(digit));
  const ofEachDigit = Buffer.concat(indexes.map((index) => imageAt(sampled, index)));
  const samples = { path: 'digits/samples.gz', bytes: await compress(idxImages(sampled)) };
  const first = { path: 'digits/first-samples.gz', bytes: await compress(idxImages(ofEachDigit)) };
  const facts: BundledDigits = {
    samples: { path: samples.path, labels: [...shown], first: { path: first.path, indexes } },
    train: {
      images: images.path,
      labels: labels.path,
      sizeBytes: images.bytes.length + labels.bytes.length,
      digests,
    },
  };
  return { name: 'bundled-digits', files: [images, labels, samples, first], facts };
}

/** Images as an IDX file: unsigned bytes with three axes. */
function idxImages(pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(16);
  [0x0803, pixels.length / IMAGE_PIXELS, IMAGE_SIDE, IMAGE_SIDE].forEach((value, i) =>
    header.writeUInt32BE(value, 4 * i),
  );
  return Buffer.concat([header, pixels]);
}

/** The recipes that start from nothing, which the page can train. It loads the recipes themselves when it does. */
function bundledRecipes(): Bundle {
  const facts = RECIPE_IDS.flatMap((id): BundledRecipe[] => {
    const { summary, network, task, training } = findRecipe(id);
    const startsFromNothing = training.freeze === undefined && training.distillation === undefined;
    return startsFromNothing ? [{ id, summary, network, task, training }] : [];
  });
  return { name: 'bundled-recipes', files: [], facts };
}
