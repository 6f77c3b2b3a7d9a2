import { markdownTable } from '../documents/markdown-table.js';
import { median } from '../median.js';
import type { Ratio, Speed } from './measurement.js';

/** What this project wants to be, and where it is. */
interface Aim {
  readonly what: string;
  readonly least: number;
  readonly aim: number;
  readonly unit: '' | ' s' | ' ms' | ' MB';
  /** Absent where it was not measured. */
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
    ...{ least: 1, aim: 1.5, unit: '', measured: trainingRatio('onnx', 'pytorch') },
  },
  {
    what: '`onnx` training ÷ PyTorch, channels last',
    ...{ least: 0.5, aim: 1, unit: '', measured: trainingRatio('onnx', 'pytorch-channels-last') },
  },
  {
    what: '`tensorflow` training ÷ PyTorch as people write it',
    ...{ least: 0.6, aim: 1, unit: '', measured: trainingRatio('tensorflow', 'pytorch') },
  },
  {
    what: '`onnxruntime-web`, one thread ÷ tfjs-backend-wasm',
    ...{ least: 2.5, aim: 4, unit: '', measured: trainingRatio('onnx-wasm-1', 'tfjs-wasm') },
  },
  {
    what: 'process start to 99 % on both outputs, `onnx`',
    ...{ least: 20, aim: 8, unit: ' s', measured: secondsToAccuracy },
  },
  {
    what: 'prediction of one image in Node, median',
    ...{ least: 0.5, aim: 0.1, unit: ' ms' },
    measured: ({ prediction }) => prediction.single.contestants.find(({ name }) => name === 'onnx')?.medianMilliseconds,
  },
  {
    what: 'prediction of a batch ÷ ONNX Runtime in Python',
    ...{ least: 0.9, aim: 1, unit: '' },
    measured: ({ prediction }) => ratioOf(prediction.batch.ratios, 'onnx', 'onnxruntime-python'),
  },
  {
    what: 'memory of the default training, `onnx`',
    ...{ least: 600, aim: 350, unit: ' MB' },
    measured: ({ defaultRuns }) => {
      const bytes = defaultRuns.find(({ backend }) => backend === 'onnx')?.peakMemoryBytes;
      return bytes === undefined ? undefined : bytes / 1e6;
    },
  },
];

/** The bench's table of what was aimed at and what was measured. */
export function aimsTable(speed: Speed): string {
  const rows = AIMS.map(({ what, least, aim, unit, measured }) => {
    const value = measured(speed);
    return [
      what,
      `${least}${unit}`,
      `${aim}${unit}`,
      value === undefined ? 'not measured' : verdict(value, least, aim, unit),
    ];
  });
  return markdownTable(['what', 'at least', 'aim', 'measured'], rows);
}

/** Ratios are to be great, and everything else small. */
function verdict(value: number, least: number, aim: number, unit: Aim['unit']): string {
  const reaches = (bound: number) => (unit === '' ? value >= bound : value <= bound);
  const text = `${Number(value.toPrecision(3))}${unit}`;
  if (reaches(aim)) return `${text}: the aim`;
  return reaches(least) ? `${text}: enough` : `${text}: not enough`;
}
