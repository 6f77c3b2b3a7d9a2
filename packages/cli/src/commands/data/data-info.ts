import { DIGIT_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import type { Answer } from '../../definition/cli-command.js';
import { readData } from '../../data/read-data.js';
import type { CliContext, DataOptions } from '../../definition/cli-context.js';
import { count } from '../../terminal/format.js';
import { oneLine } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import type { DataInfoDocument } from './document.js';

/** Shows where the images come from, and how many there are of each digit. There may be nothing to train on. */
export async function dataInfo(options: DataOptions, context: CliContext): Promise<Answer> {
  const { train, test, source, digests, notes } = await readData(options, context);
  const document: DataInfoDocument = {
    source,
    notes: [...notes],
    digests,
    ...(train && { train: countDigits(train) }),
    test: countDigits(test),
  };
  return { document, text: infoText(document) };
}

function countDigits({ labels, size }: DigitSet) {
  const byDigit = new Array<number>(DIGIT_CLASSES).fill(0);
  for (const label of labels) byDigit[label]!++;
  return { images: size, byDigit };
}

function infoText({ source, digests, train, test }: DataInfoDocument): string {
  const row = (name: string, { images, byDigit }: DataInfoDocument['test']) => [
    name,
    count(images),
    ...byDigit.map(count),
  ];
  const header = ['', 'images', ...test.byDigit.keys()].map(String);
  return [
    oneLine(source),
    '',
    ...tableLines([header, ...(train ? [row('train', train)] : []), row('test', test)], { indent: 0 }),
    '',
    'SHA-256:',
    ...tableLines(Object.entries(digests), { left: 2 }),
  ].join('\n');
}
