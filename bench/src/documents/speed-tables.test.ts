import { expect, test } from 'vitest';
import type { Speed, StartRun, Throughput } from '../results/speed.js';
import { aimsTable } from './aims.js';
import { speedTables } from './speed-tables.js';

const run = (processSeconds: number, sum: number): StartRun => ({
  backend: 'onnx',
  recipe: 'adder-fast',
  epochs: 2,
  seed: 1,
  trainSeconds: 9,
  peakMemoryBytes: 512e6,
  processSeconds,
  accuracy: { digit: 0.992, sum },
});
type Entry = Omit<Throughput, 'imagesPerSecond'>;
const ours: Entry = { name: 'onnx', kind: 'ours', description: 'ONNX Runtime', batchSize: 256, rounds: [7000] };
const peer: Entry = { name: 'pytorch', kind: 'peer', description: 'PyTorch', batchSize: 256, rounds: [5000] };
const ratios = [{ ours: 'onnx', peer: 'pytorch', ratio: 1.4 }];

const speed: Speed = {
  machine: { cpu: 'a CPU', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' },
  busyCores: 0.1,
  absent: [{ name: 'keras', kind: 'peer', reason: 'it is not installed' }],
  training: [
    {
      recipe: 'adder-fast',
      parameters: 235_757,
      contestants: [
        { ...ours, imagesPerSecond: 7012.3 },
        { ...peer, imagesPerSecond: 5008 },
      ],
      ratios,
    },
  ],
  prediction: {
    recipe: 'adder-fast',
    single: { contestants: [{ ...ours, medianMilliseconds: 0.1234, percentile99Milliseconds: 4.56 }], ratios: [] },
    batch: { contestants: [{ ...ours, imagesPerSecond: 2.54 }], ratios: [] },
  },
  toAccuracy: [run(9, 0.991), run(30, 0.989), run(10, 0.991)],
  defaultRuns: [{ ...run(14, 0.992), epochs: 3, peakMemoryBytes: 340e6 }],
  profile: [],
};

/** The cells of the table's row that begins with a text. */
const cellsOf = (table: string, start: string) =>
  table
    .split('\n')
    .find((line) => line.startsWith(`| ${start}`))!
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('a contestant of ours has ratios, a peer has none', () => {
  const tables = speedTables(speed);
  expect(cellsOf(tables, '`onnx`')).toEqual(['`onnx`', 'ONNX Runtime', '7,012', '1.40']);
  expect(cellsOf(tables, '`pytorch`')).toEqual(['`pytorch`', 'PyTorch', '5,008', '–']);
  expect(tables).toContain('÷ `pytorch`');
  expect(tables).toContain('| 0.12 ms | 4.6 ms');
  expect(tables).toContain('| 2.5');
});

test('runs are counted that reached the accuracy, and their middle one is timed', () => {
  const tables = speedTables(speed);
  expect(tables).toContain('`adder-fast`, 2 epochs | 2 of 3 at 99 % | 10.0');
  expect(tables).toContain('`adder-fast`, 3 epochs | 1 of 1 at 99 % | 14.0');
});

test('absent contestants are listed with the reason, and a busy machine is mentioned', () => {
  expect(speedTables(speed)).toContain('- `keras`: it is not installed');
  expect(speedTables(speed)).not.toContain('busy');
  expect(speedTables({ ...speed, busyCores: 3 })).toContain('busy');
});

test('each aim has what was measured for it', () => {
  const aims = aimsTable(speed);
  expect(cellsOf(aims, '`onnx` training ÷ PyTorch as')).toEqual(expect.arrayContaining(['1', '1.5', '1.4: enough']));
  expect(cellsOf(aims, '`tensorflow` training').at(-1)).toBe('not measured');
  expect(cellsOf(aims, 'process start').at(-1)).toBe('10 s: enough');
  expect(cellsOf(aims, 'memory').at(-1)).toBe('340 MB: the aim');
  expect(cellsOf(aims, 'prediction of one').at(-1)).toBe('0.123 ms: enough');
});

test('only parts that were measured are shown', () => {
  const { machine, busyCores, absent, defaultRuns } = speed;
  expect(speedTables({ machine, busyCores, absent, defaultRuns })).toMatch(/^`npm start`/);
});
