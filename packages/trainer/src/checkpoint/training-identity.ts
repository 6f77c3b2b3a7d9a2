import { ArgumentError, type DigitSet } from '@mnist-adder/dataset';
import type { Recipe } from '../recipe/recipe.js';

/**
 * What makes a training the one that it is: the seed, checksums of its data and every setting of its recipe, as JSON by name. A training
 * goes on only from checkpoints of the same.
 */
export type TrainingIdentity = Readonly<Record<string, string>>;

/** What the identity of a training is made of. */
export interface IdentifiedTraining {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly data: { readonly train: DigitSet; readonly validation: DigitSet };
}

/** Identifies a training. It takes some hundredths of a second for MNIST. */
export function identifyTraining({ recipe, seed, data }: IdentifiedTraining): TrainingIdentity {
  const { network, task, training } = recipe;
  const describe = ({ images, labels, size }: DigitSet) => `${size} images (checksum ${checksum(images, labels)})`;
  const facts = { data: { train: describe(data.train), validation: describe(data.validation) } };
  return Object.fromEntries(flatten({ seed, ...facts, recipe: { training, task, network } }));
}

/**
 * Checks that a checkpoint belongs to a training.
 *
 * @throws `ArgumentError` naming the first setting in which they differ.
 */
export function checkIdentity(found: TrainingIdentity, expected: TrainingIdentity): void {
  for (const name of Object.keys({ ...expected, ...found })) {
    const [theirs = 'none', ours = 'none'] = [found[name], expected[name]];
    if (theirs === ours) continue;
    throw new ArgumentError(
      'resumeFrom',
      `one of this training, with ${name} ${ours}`,
      found,
      `a checkpoint of another training, with ${name} ${theirs}`,
    );
  }
}

/** Every setting by its path. */
function flatten(value: object, path = ''): [path: string, json: string][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? flatten(inner, `${path}${name}.`)
      : inner === undefined
        ? []
        : [[`${path}${name}`, JSON.stringify(inner)]],
  );
}

/** FNV-1a, of bytes four at a time where there are as many: a checksum that needs no copy and no Web Crypto. */
function checksum(images: Uint8Array, labels: Uint8Array): string {
  // 784 is a multiple of four.
  const aligned = images.byteOffset % 4 === 0 ? images : images.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  return (addHash(addHash(FNV_OFFSET, words), labels) >>> 0).toString(16).padStart(8, '0');
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** In whole numbers of 32 bits, and by index: an iterator takes several times as long. */
function addHash(start: number, values: Int32Array | Uint8Array): number {
  let hash = start;
  let i = 0;
  while (i < values.length) hash = Math.imul(hash ^ values[i++]!, FNV_PRIME);
  return hash;
}
