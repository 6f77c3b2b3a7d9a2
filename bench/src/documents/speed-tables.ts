import {
  TARGET_ACCURACY,
  type Latency,
  type MeasuredSpeed,
  type PredictionContest,
  type Ratio,
  type Speed,
  type StartRun,
  type Throughput,
  type TrainingContest,
} from '../results/speed.js';
import { median } from '../statistics.js';
import { markdownTable, NONE } from './markdown.js';

/** Makes the tables of all speeds that were measured, and says on which machine. */
export function speedTables(speed: MeasuredSpeed): string {
  const { training = [], prediction, toAccuracy = [], defaultRuns = [] } = speed;
  const sections = [...training.map(trainingTable)];
  if (prediction !== undefined) sections.push(predictionTables(prediction));
  if (toAccuracy.length + defaultRuns.length > 0) {
    sections.push(
      `\`npm start\`, from the start of the process to the saved model. The first row of each backend is the shortest training after which digit and sum are at least ${100 * TARGET_ACCURACY} % right on the test set; it has the median of several seeds.`,
      markdownTable(
        ['backend', 'training', 'runs', 'seconds, start to end', 'memory'],
        runRows(toAccuracy, defaultRuns),
      ),
    );
  }
  return [...sections, circumstances(speed)].join('\n\n');
}

function trainingTable({ recipe, parameters, contestants, ratios }: TrainingContest): string {
  const size = contestants[0]!.batchSize;
  return [
    `Training \`${recipe}\` (${parameters.toLocaleString('en')} parameters, batches of ${size}):`,
    contestTable(contestants, ratios, THROUGHPUT),
  ].join('\n\n');
}

function predictionTables({ recipe, single, batch }: PredictionContest): string {
  return [
    `Predicting one image after the other with \`${recipe}\`:`,
    contestTable(single.contestants, single.ratios, LATENCY),
    `Predicting ${batch.contestants[0]!.batchSize} images at once:`,
    contestTable(batch.contestants, batch.ratios, THROUGHPUT),
  ].join('\n\n');
}

/** The columns of a contestant's figures. */
interface Columns<Entry> {
  readonly header: readonly string[];
  readonly cells: (entry: Entry) => string[];
}

const THROUGHPUT: Columns<Throughput> = {
  header: ['images/s'],
  cells: ({ imagesPerSecond }) => [
    Number(imagesPerSecond.toPrecision(imagesPerSecond < 100 ? 2 : 6)).toLocaleString('en', {
      maximumFractionDigits: imagesPerSecond < 100 ? 1 : 0,
    }),
  ],
};

const LATENCY: Columns<Latency> = {
  header: ['median', '99th percentile'],
  cells: ({ medianMilliseconds, percentile99Milliseconds }) =>
    [medianMilliseconds, percentile99Milliseconds].map((value) => `${Number(value.toPrecision(2))} ms`),
};

/** One row for each contestant: its name and description, its figures, and how many times as fast as each peer it is. */
function contestTable<Entry extends Throughput | Latency>(
  contestants: readonly Entry[],
  ratios: readonly Ratio[],
  { header, cells }: Columns<Entry>,
): string {
  const peers = [...new Set(ratios.map(({ peer }) => peer))];
  const rows = contestants.map((entry) => [
    `\`${entry.name}\``,
    entry.description,
    ...cells(entry),
    ...peers.map((peer) => {
      const found = ratios.find((ratio) => ratio.ours === entry.name && ratio.peer === peer);
      return found === undefined ? NONE : found.ratio.toFixed(2);
    }),
  ]);
  return markdownTable(['', 'what it is', ...header, ...peers.map((peer) => `÷ \`${peer}\``)], rows);
}

/** One row for each kind of training on each backend. */
function runRows(toAccuracy: readonly StartRun[], defaultRuns: readonly StartRun[]): string[][] {
  const backends = [...new Set([...toAccuracy, ...defaultRuns].map(({ backend }) => backend))];
  return backends.flatMap((backend) =>
    [toAccuracy, defaultRuns]
      .map((runs) => runs.filter((run) => run.backend === backend))
      .filter((runs) => runs.length > 0)
      .map((runs) => [
        `\`${backend}\``,
        trainingText(runs[0]!),
        reachedText(runs),
        median(runs.map(({ processSeconds }) => processSeconds)).toFixed(1),
        megabytes(Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes))),
      ]),
  );
}

const trainingText = ({ recipe, epochs }: StartRun) => `\`${recipe}\`, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;

/** How many of the runs reached the accuracy. */
function reachedText(runs: readonly StartRun[]): string {
  const reached = runs.filter(({ accuracy }) => Math.min(accuracy.digit, accuracy.sum) >= TARGET_ACCURACY);
  return `${reached.length} of ${runs.length} at ${100 * TARGET_ACCURACY} %`;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** More busy cores than this before a measurement make it unreliable. */
const BUSY = 0.5;

/** Says on which machine it was measured, and which contestants were absent. */
function circumstances({ machine, busyCores, absent, training = [] }: MeasuredSpeed): string {
  const busy =
    busyCores > BUSY
      ? ` The machine was busy with other work (on ${busyCores} cores). Programs that wait for all their threads suffer most from that, so do not rely on these figures and ratios.`
      : '';
  const withPeers = training.some(({ ratios }) => ratios.length > 0) ? ' --peers' : '';
  const text = `Measured by \`pnpm bench${withPeers}\` on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ${machine.platform}.${busy}`;
  if (absent.length === 0) return text;
  return [text, 'Absent:', absent.map(({ name, reason }) => `- \`${name}\`: ${reason}`).join('\n')].join('\n\n');
}

/** Number of operators of a step in the table. */
const OPERATORS = 6;

/** Makes the table of what training each recipe costs on the backend `onnx`. */
export function profileTable(profile: Speed['profile']): string {
  const rows = profile.map(({ recipe, batchSize, imagesPerSecond, stepMilliseconds, peakMemoryBytes, operators }) => [
    `\`${recipe}\``,
    Math.round(imagesPerSecond).toLocaleString('en'),
    `${stepMilliseconds.toFixed(1)} ms (${batchSize} images)`,
    megabytes(peakMemoryBytes),
    operators
      .slice(0, OPERATORS)
      .map(({ operator, milliseconds }) => `${operator} ${milliseconds.toFixed(1)}`)
      .join(', '),
  ]);
  return markdownTable(['recipe', 'images/s', 'step', 'memory', 'milliseconds by operator, under the profiler'], rows);
}
