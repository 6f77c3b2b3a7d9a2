import { basename } from 'node:path';
import type { RunAnalysis } from '../evaluation/analysis.js';
import type { RunConfig } from '../run-directory/run-config.js';
import type { RunResult } from '../run-directory/result.js';

/** The name of the file beside a saved model. */
export const CARD_FILE = 'README.md';

/** What a model card tells. */
export interface ModelCardFacts {
  readonly config: RunConfig;
  readonly result: RunResult;
  readonly analysis: RunAnalysis;
  /** The number of images in each set. */
  readonly images: { readonly train: number; readonly validation: number; readonly test: number };
}

/**
 * Writes the model card of a trained model in Markdown: what it is, how to use it and prepare images for it, how good it is, and what it
 * was trained on (M. Mitchell et al., Model cards for model reporting, 2019).
 */
export function renderModelCard({ config, result, analysis, images }: ModelCardFacts): string {
  const { recipe, seed, backend, data, packageVersion } = config;
  const adds = result.evaluation.sum !== undefined;
  const version = packageVersion === undefined ? '' : ` ${packageVersion}`;
  const source = data.path === undefined ? data.source : basename(data.path);
  const total = images.train + images.validation;
  return `# ${recipe.id}, seed ${seed}

${sentence(recipe.summary)} It ${adds ? 'reads a handwritten digit and adds a number from 0 to 9 to it' : 'reads a handwritten digit'}. It has ${count(result.parameters)} weights, and was trained by mnist-adder${version} with the recipe \`${recipe.id}\` and the seed ${seed} on the backend \`${backend}\`. \`model.json\` has all settings, as \`userDefinedMetadata.mnistAdder.recipe\`.

## Use

\`\`\`sh
mnist-adder predict seven.png${adds ? ' --add 5' : ''} --model .
\`\`\`

In a program, \`readAdder\` of \`@mnist-adder/model/node\` opens it, and so does \`tf.loadLayersModel\` of TensorFlow.js without any other code.

${table(
  ['', 'shape', 'values'],
  [
    ['input `image`', 'n × 28 × 28 × 1', 'from 0 (background) to 1 (ink)'],
    ...(adds ? [['input `addend`', 'n × 10', '1 at the number to add, otherwise 0']] : []),
    ['output `digit`', 'n × 10', 'the probability of each digit'],
    ...(adds ? [['output `sum`', 'n × 19', 'the probability of each sum, 0 to 18']] : []),
  ],
)}

## How to prepare an image

Images have to be like MNIST's: light ink on black, the digit 20 pixels high or wide, and its centre of mass in the middle of the 28 × 28. \`prepareImage\` of \`@mnist-adder/model\` makes that of a picture. The command does it by itself.

## How good it is

On ${adds ? `${count(images.test)} test images, each with every addend` : `${count(images.test)} test images`}, none of which it was trained on:

${scoreTable(result.evaluation)}

${groupTable(analysis, adds)}

It was trained on single digits, and names a digit for a picture of anything else, too. Many of those it calls unusual (\`unusual\` of a prediction), but not all.

## Data

${source}: ${count(total)} images, of which ${count(images.validation)} were held out for validation, and ${count(images.test)} for the test.

${table(
  ['file', 'SHA-256'],
  Object.entries(data.digests).map(([file, digest]) => [file, `\`${digest}\``]),
)}

## Licence

mnist-adder has the MIT licence, and lays no claim to models that it trains. The licence of the data may apply to this one.
`;
}

const count = (number: number) => number.toLocaleString('en');
const percent = (fraction: number | null | undefined) => (fraction == null ? '–' : `${(100 * fraction).toFixed(2)} %`);
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

function scoreTable({ digit, sum, both }: RunResult['evaluation']): string {
  const rows = [
    ['digit', percent(digit.accuracy)],
    ...(sum ? [['sum', percent(sum.accuracy)]] : []),
    ...(both ? [['both', percent(both.accuracy)]] : []),
  ];
  return table(['', 'accuracy'], rows);
}

function groupTable({ byDigit }: RunAnalysis, adds: boolean): string {
  const rows = byDigit.map(({ pairs, digit, sum, both }, label) => [
    String(label),
    count(pairs),
    percent(digit),
    ...(adds ? [percent(sum), percent(both)] : []),
  ]);
  return table(['in the image', adds ? 'pairs' : 'images', 'digit', ...(adds ? ['sum', 'both'] : [])], rows);
}

/** A table in Markdown. A bar in a cell would end it. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
