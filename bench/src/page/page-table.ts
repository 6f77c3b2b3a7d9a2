import { markdownTable } from '../documents/markdown-table.js';
import { median } from '../median.js';
import type { PageResults } from './page-results.js';

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const count = (value: number) => Math.round(value).toLocaleString('en');

/** What was measured of the page, beside what was aimed at. */
export function pageTable({ machine, chromium, firstLoad, strokeToAnswer, training, lighthouse }: PageResults): string {
  const ratio = median(training.page.map((speed, round) => speed / training.node[round]!));
  const scores = Object.values(lighthouse);
  const rows = [
    ['script of the first load, compressed', '≤ 220 kB', kilobytes(firstLoad.scriptGzipBytes)],
    ['weights of the first load', '≤ 400 kB', kilobytes(firstLoad.weightBytes)],
    ['stroke to answer, WebAssembly, median', '≤ 30 ms', `${strokeToAnswer.medianMilliseconds.toFixed(0)} ms`],
    [`training \`${training.recipe}\`, images/s, median`, '≥ 1,200', count(median(training.page))],
    ['the same ÷ `onnxruntime-web` in Node', '≥ 0.6', ratio.toFixed(2)],
    ['Lighthouse: performance, accessibility, best practices, SEO', '≥ 95 each', scores.join(', ')],
  ];
  const place = `${machine.cores} cores (${machine.cpu}), ${machine.platform}, Chromium ${chromium.split('.')[0]!}`;
  return [
    markdownTable(['what', 'aim', 'measured'], rows),
    `Measured by \`pnpm --filter web-demo measure\` on ${place}, WebGL drawn by software.`,
  ].join('\n\n');
}
