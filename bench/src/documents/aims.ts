import type { PageResults } from '../results/page.js';
import type { Ratio, Speed } from '../results/speed.js';
import { median } from '../statistics.js';
import { markdownTable } from './markdown.js';

/** A speed, time or size that this project aims at. Ratios should be large, everything else small. */
interface Aim {
  readonly what: string;
  /** The value that is good enough. */
  readonly enough: number;
  readonly aim: number;
  readonly unit: '' | ' s' | ' ms' | ' MB';
  /** Returns undefined if it was not measured. */
  readonly measured: (speed: Speed) => number | undefined;
}

const ratioOf = (ratios: readonly Ratio[], ours: string, peer: string) =>
  ratios.find((ratio) => ratio.ours === ours && ratio.peer === peer)?.ratio;

const trainingRatio = (ours: string, peer: string) => (speed: Speed) =>
  ratioOf(speed.training.find(({ recipe }) => recipe === 'adder-fast')?.ratios ?? [], ours, peer);

const secondsToAccuracy = ({ toAccuracy }: Speed) => {
  const runs = toAccuracy.filter(({ backend }) => backend === 'onnx');
  return runs.length === 0 ? undefined : median(runs.map(({ processSeconds }) => processSeconds));
};

const AIMS: readonly Aim[] = [
  {
    what: '`onnx` training ÷ PyTorch as people write it',
    enough: 1,
    aim: 1.5,
    unit: '',
    measured: trainingRatio('onnx', 'pytorch'),
  },
  {
    what: '`onnx` training ÷ PyTorch, channels last',
    enough: 0.5,
    aim: 1,
    unit: '',
    measured: trainingRatio('onnx', 'pytorch-channels-last'),
  },
  {
    what: '`tensorflow` training ÷ PyTorch as people write it',
    enough: 0.6,
    aim: 1,
    unit: '',
    measured: trainingRatio('tensorflow', 'pytorch'),
  },
  {
    what: '`onnxruntime-web`, one thread ÷ tfjs-backend-wasm',
    enough: 2.5,
    aim: 4,
    unit: '',
    measured: trainingRatio('onnx-wasm-1', 'tfjs-wasm'),
  },
  {
    what: 'process start to 99 % on both outputs, `onnx`',
    enough: 20,
    aim: 8,
    unit: ' s',
    measured: secondsToAccuracy,
  },
  {
    what: 'prediction of one image in Node, median',
    enough: 0.5,
    aim: 0.1,
    unit: ' ms',
    measured: ({ prediction }) => prediction.single.contestants.find(({ name }) => name === 'onnx')?.medianMilliseconds,
  },
  {
    what: 'prediction of a batch ÷ ONNX Runtime in Python',
    enough: 0.9,
    aim: 1,
    unit: '',
    measured: ({ prediction }) => ratioOf(prediction.batch.ratios, 'onnx', 'onnxruntime-python'),
  },
  {
    what: 'memory of the default training, `onnx`',
    enough: 600,
    aim: 350,
    unit: ' MB',
    measured: ({ defaultRuns }) => {
      const bytes = defaultRuns.find(({ backend }) => backend === 'onnx')?.peakMemoryBytes;
      return bytes === undefined ? undefined : bytes / 1e6;
    },
  },
];

/** Makes the table of aims and measured values. */
export function aimsTable(speed: Speed): string {
  const rows = AIMS.map(({ what, enough, aim, unit, measured }) => {
    const value = measured(speed);
    return [
      what,
      `${enough}${unit}`,
      `${aim}${unit}`,
      value === undefined ? 'not measured' : verdict(value, { enough, aim, unit }),
    ];
  });
  return markdownTable(['what', 'at least', 'aim', 'measured'], rows);
}

function verdict(value: number, { enough, aim, unit }: Pick<Aim, 'enough' | 'aim' | 'unit'>): string {
  const reaches = (bound: number) => (unit === '' ? value >= bound : value <= bound);
  const text = `${Number(value.toPrecision(3))}${unit}`;
  if (reaches(aim)) return `${text}: the aim`;
  return reaches(enough) ? `${text}: enough` : `${text}: not enough`;
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const tasks = (rounds: PageResults['training']['longTasks']) => {
  const longest = Math.max(...rounds.map(({ longestMilliseconds }) => longestMilliseconds));
  return longest === 0 ? 'none' : `${median(rounds.map((round) => round.count))}, the longest of ${count(longest)} ms`;
};
const count = (value: number) => Math.round(value).toLocaleString('en');

/** Makes the table of aims and measured values of the page. */
export function pageTable({ machine, chromium, firstLoad, strokeToAnswer, training, lighthouse }: PageResults): string {
  const ratio = median(training.page.map((speed, round) => speed / training.node[round]!));
  const scores = Object.values(lighthouse);
  const rows = [
    ['script of the first load, compressed', '≤ 220 kB', kilobytes(firstLoad.scriptGzipBytes)],
    ['weights of the first load', '≤ 400 kB', kilobytes(firstLoad.weightBytes)],
    ['stroke to answer, WebAssembly, median', '≤ 30 ms', `${strokeToAnswer.medianMilliseconds.toFixed(0)} ms`],
    [`training \`${training.recipe}\`, images/s, median`, '≥ 1,500', count(median(training.page))],
    ['the same ÷ `onnxruntime-web` in Node', '≥ 0.6', ratio.toFixed(2)],
    ['tasks over 50 ms while one draws', 'none', tasks([strokeToAnswer.longTasks])],
    ['tasks over 50 ms in a training', 'none', tasks(training.longTasks)],
    ['Lighthouse: performance, accessibility, best practices, SEO', '≥ 95 each', scores.join(', ')],
  ];
  const place = `${machine.cores} cores (${machine.cpu}), ${machine.platform}, Chromium ${chromium.split('.')[0]!}`;
  return [
    markdownTable(['what', 'aim', 'measured'], rows),
    `Measured by \`pnpm --filter web-demo measure\` on ${place}, WebGL drawn by software.`,
  ].join('\n\n');
}
