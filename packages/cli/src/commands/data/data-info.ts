import { DIGIT_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import type { Answer } from '../../definition/cli-command.js';
import { absolutePath, type CliContext } from '../../definition/cli-context.js';
import { count } from '../../terminal/format.js';
import { oneLine } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import type { DataInfoDocument } from './document.js';

/** Shows where the images come from, and how many there are of each digit. */
export async function dataInfo({ data }: { readonly data?: string | undefined }, context: CliContext): Promise<Answer> {
  const { train, test, source, digests } = await readMnist({ folder: absolutePath(data, context) });
  const document: DataInfoDocument = { source, digests, train: countDigits(train), test: countDigits(test) };
  return { document, text: infoText(document) };
}

function countDigits({ labels, size }: DigitSet) {
  const byDigit = new Array<number>(DIGIT_CLASSES).fill(0);
  for (const label of labels) byDigit[label]!++;
  return { images: size, byDigit };
}

function infoText({ source, digests, train, test }: DataInfoDocument): string {
  const row = (name: string, { images, byDigit }: DataInfoDocument['train']) => [
    name,
    count(images),
    ...byDigit.map(count),
  ];
  const header = ['', 'images', ...train.byDigit.keys()].map(String);
  return [
    oneLine(source),
    '',
    ...tableLines([header, row('train', train), row('test', test)], { indent: 0 }),
    '',
    'SHA-256:',
    ...tableLines(Object.entries(digests), { left: 2 }),
  ].join('\n');
}
