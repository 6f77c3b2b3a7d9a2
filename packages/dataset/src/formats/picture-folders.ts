import type { FileTree } from '../files/file-tree.js';
import { type DataFormat, type DigitParts, partNamed, type Reading } from './data-format.js';
import { type LabelledPicture, leftOutText, readPictures } from './pictures.js';

/** The maximum size of a picture in bytes. */
const MAX_PICTURE_BYTES = 100e6;

const PICTURE = /\.(png|jpe?g|webp|gif)$/i;

/** `7/a.png`, or `train/7/a.png`. */
const LABELLED = /^(?:(?<part>[^/]+)\/)?(?<label>\d)\/[^/]+$/;

/** Pictures in folders that are named like the digits, below folders such as `train` and `test` or not. */
export const pictureFolders: DataFormat = {
  what: 'folders 0 to 9 of pictures, in train and test or not',
  recognise(tree) {
    const root = rootOf(tree.files.filter((file) => PICTURE.test(file)));
    const inside = tree.files.filter((file) => file.startsWith(root));
    const found = inside.flatMap((file) => labelled(tree, root, file) ?? []);
    if (found.length === 0) return undefined;
    const names = new Set(found.map(({ name }) => name));
    const others = inside.filter((file) => !names.has(tree.pathOf(file))).map((file) => file.slice(root.length));
    return {
      what: 'pictures in folders',
      hasPictures: true,
      read: (reading) => readFolders(tree.source, found, others, reading),
    };
  },
};

/** The folder that has all pictures in folders of labels or parts: archives often have one more around them. It ends with `/`. */
function rootOf(pictures: readonly string[]): string {
  let root = '';
  for (;;) {
    const tops = new Set(pictures.map((file) => file.slice(root.length).split('/', 1)[0]!));
    const [top = ''] = tops;
    const isAround = tops.size === 1 && !/^\d$/.test(top) && partNamed(top) === undefined;
    if (!isAround || !pictures.every((file) => file.startsWith(`${root}${top}/`))) return root;
    root += `${top}/`;
  }
}

function labelled(tree: FileTree, root: string, file: string): LabelledPicture | undefined {
  const groups = PICTURE.test(file) ? LABELLED.exec(file.slice(root.length))?.groups : undefined;
  if (groups === undefined) return undefined;
  const part = groups.part === undefined ? 'all' : partNamed(groups.part);
  if (part === undefined) return undefined;
  const read = () => tree.read(file, MAX_PICTURE_BYTES);
  return { name: tree.pathOf(file), label: Number(groups.label), part, read };
}

async function readFolders(
  source: string,
  found: readonly LabelledPicture[],
  others: readonly string[],
  reading: Reading,
): Promise<DigitParts> {
  const pictures = others.filter((file) => PICTURE.test(file));
  const folders = [...new Set(pictures.map((file) => file.replace(/[^/]*$/, '') || file))];
  if (folders.length > 0) reading.note(leftOutText(source, folders, 'named like a digit'));
  const strays = others.filter((file) => !PICTURE.test(file));
  if (strays.length > 0) reading.note(leftOutText(source, strays, 'a PNG, JPEG, WebP or GIF'));
  return readPictures(source, found, reading);
}
