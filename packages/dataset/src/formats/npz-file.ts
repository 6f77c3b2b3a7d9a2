import { createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { contentError, DatasetError } from '../errors.js';
import type { FileTree } from '../files/file-tree.js';
import { openZip } from '../files/zip-tree.js';
import { MAX_DATA_BYTES } from '../idx/gzip.js';
import { type DataFormat, type DigitParts, listed, nameOf, type Part } from './data-format.js';
import { parseNpy } from './npy.js';
import { areImageAxes, toLabels, toPixelBytes } from './pixel-values.js';

/** The names of the arrays, as Keras' `mnist.npz` has them, or `x` and `y` for data that is not split. */
const ARRAYS: readonly (readonly [part: Part, images: string, labels: string])[] = [
  ['train', 'x_train', 'y_train'],
  ['validation', 'x_val', 'y_val'],
  ['test', 'x_test', 'y_test'],
  ['all', 'x', 'y'],
];

/** Arrays of NumPy in a file, as Keras' `mnist.npz`: written by `numpy.savez` or `savez_compressed`. */
export const npzFile: DataFormat = {
  what: "Keras' mnist.npz",
  recognise(tree) {
    const files = tree.files.filter((file) => /\.npz$/i.test(file));
    const file = files.find((name) => nameOf(name) === 'mnist.npz') ?? files[0];
    if (file === undefined) return undefined;
    return {
      what: nameOf(file),
      async read() {
        if (files.length > 1 && nameOf(file) !== 'mnist.npz') {
          const message = `The data folder ${tree.source} has more than one .npz file (${listed(files)}): give the path of one.`;
          throw new DatasetError('data-file-ambiguous', message, { facts: { folder: tree.source, files } });
        }
        return readNpz(await tree.read(file, MAX_DATA_BYTES), tree.pathOf(file));
      },
    };
  },
};

async function readNpz(bytes: Uint8Array, source: string): Promise<DigitParts> {
  const archive = await openZip(bytes, source);
  try {
    const parts: Partial<Record<Part, DigitSet>> = {};
    for (const [part, images, labels] of ARRAYS) {
      const set = await readSet(archive, images, labels);
      if (set !== undefined) parts[part] = set;
    }
    if (Object.keys(parts).length > 0) return { parts };
    const found = archive.files.length === 0 ? 'none' : listed(archive.files.map((file) => file.replace(/\.npy$/, '')));
    throw contentError('npy', {
      source,
      expected: 'the arrays x_train, y_train, x_test and y_test, or x and y',
      found,
      advice: 'Write it with numpy.savez(file, x_train=…, y_train=…, x_test=…, y_test=…).',
    });
  } finally {
    archive.close();
  }
}

async function readSet(archive: FileTree, imagesName: string, labelsName: string): Promise<DigitSet | undefined> {
  const has = (name: string) => archive.files.includes(`${name}.npy`);
  if (!has(imagesName) && !has(labelsName)) return undefined;
  const read = async (name: string) => {
    const source = `${archive.source}/${name}`;
    if (has(name)) return { source, ...parseNpy(await archive.read(`${name}.npy`, MAX_DATA_BYTES), source) };
    throw contentError('npy', {
      source: archive.source,
      expected: `an array ${name}`,
      found: 'none',
      advice: 'Add it.',
    });
  };
  const images = await read(imagesName);
  const labels = await read(labelsName);
  const [count = 0, ...axes] = images.shape;
  if (!areImageAxes(axes)) throw shapeError(images, 'n×28×28 or n×784', 'image-shape');
  if (labels.shape.filter((length, axis) => axis === 0 || length !== 1).length !== 1) {
    throw shapeError(labels, 'n, one label for each image', 'label-shape', 'Use argmax(axis=1) on one-hot labels.');
  }
  return createDigitSet({
    images: {
      source: images.source,
      dimensions: [count, 28, 28],
      data: toPixelBytes(images.values, images.source),
    },
    labels: {
      source: labels.source,
      dimensions: [labels.values.length],
      data: toLabels(labels.values, labels.source),
    },
  });
}

function shapeError(
  { source, shape }: { readonly source: string; readonly shape: readonly number[] },
  expected: string,
  code: 'image-shape' | 'label-shape',
  advice = 'Reshape it.',
): DatasetError {
  return contentError(code, {
    source,
    expected: `the shape ${expected}`,
    found: shape.join('×') || 'a single number',
    advice,
  });
}
