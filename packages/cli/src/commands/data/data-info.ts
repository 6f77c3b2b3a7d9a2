import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { tableLines } from '../../terminal/table.js';
import type { DataInfoDocument } from './document.js';
import { readData } from './read-data.js';

/** Says where the images come from, and how many there are of each digit. */
export async function dataInfo({ data }: { readonly data?: string }, { folder }: Surroundings): Promise<Answer> {
  const { train, test, source, digests } = await readData(data, folder);
  const document: DataInfoDocument = { source, digests, train: counts(train), test: counts(test) };
  return { document, text: infoText(document) };
}

function counts({ labels, size }: DigitSet) {
  const byDigit = new Array<number>(DIGIT_CLASSES).fill(0);
  for (const label of labels) byDigit[label]!++;
  return { images: size, byDigit };
}

function infoText({ source, digests, train, test }: DataInfoDocument): string {
  const number = (value: number) => value.toLocaleString('en');
  const row = (name: string, { images, byDigit }: DataInfoDocument['train']) => [
    ...[name, number(images)],
    ...byDigit.map(number),
  ];
  return [
    source,
    '',
    ...tableLines([['', 'images', ...train.byDigit.keys()].map(String), row('train', train), row('test', test)], {
      indent: 0,
    }),
    '',
    'SHA-256:',
    ...tableLines(Object.entries(digests), { left: 2 }),
  ].join('\n');
}
