import { markdownTable } from '../documents/markdown-table.js';
import { contestRows, latencyCells, megabytes, peersOf, runRows, throughputCells } from './rows.js';
import { TARGET_ACCURACY } from './measurement.js';
import type { Ratio, Speed, TrainingContest } from './measurement.js';

/** The README's table: training with the default recipe, and what it was measured on. */
export function speedSummary(speed: Speed): string {
  return [trainingTable(speed.training[0]!), circumstances(speed)].join('\n\n');
}

/** The tables of how fast everything is, with what they were measured on. */
export function speedTables(speed: Speed): string {
  const { training, prediction, toAccuracy, defaultRuns } = speed;
  const latency = ['', 'what it is', 'median', '99th percentile'];
  const runs = ['backend', 'training', 'runs', 'seconds, start to end', 'memory'];
  return [
    ...training.map(trainingTable),
    `Predicting one image after the other with \`${prediction.recipe}\`:`,
    table(
      latency,
      contestRows(prediction.single.contestants, prediction.single.ratios, latencyCells),
      prediction.single.ratios,
    ),
    `Predicting ${prediction.batch.contestants[0]!.batchSize} images at once:`,
    table(
      THROUGHPUT,
      contestRows(prediction.batch.contestants, prediction.batch.ratios, throughputCells),
      prediction.batch.ratios,
    ),
    `\`npm start\`, a process from nothing to the saved model; the first of each backend is the least training after which digit and sum are at least ${100 * TARGET_ACCURACY} % right on the test set, the median of several seeds:`,
    markdownTable(runs, runRows(toAccuracy, defaultRuns)),
    circumstances(speed),
  ].join('\n\n');
}

const THROUGHPUT = ['', 'what it is', 'images/s'];

function trainingTable({ recipe, parameters, contestants, ratios }: TrainingContest): string {
  const size = contestants[0]!.batchSize;
  return [
    `Training \`${recipe}\` (${parameters.toLocaleString('en')} parameters, batches of ${size}):`,
    table(THROUGHPUT, contestRows(contestants, ratios, throughputCells), ratios),
  ].join('\n\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[], ratios: readonly Ratio[]): string {
  return markdownTable([...header, ...peersOf(ratios).map((peer) => `÷ \`${peer}\``)], rows);
}

/** What it was measured on, and what was not. */
function circumstances({ machine, busyCores, absent, training }: Speed): string {
  const busy =
    busyCores > BUSY
      ? ` The machine was busy with other things (${busyCores} cores were at work), and who waits for all its threads suffers most from that: neither figures nor ratios are to be relied on.`
      : '';
  const withPeers = training.some(({ ratios }) => ratios.length > 0) ? ' --peers' : '';
  const text = `Measured by \`pnpm bench${withPeers}\` on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ${machine.platform}.${busy}`;
  if (absent.length === 0) return text;
  return [text, 'Not there:', absent.map(({ name, reason }) => `- \`${name}\`: ${reason}`).join('\n')].join('\n\n');
}

/** Cores at work while nothing was measured. */
const BUSY = 0.5;

/** How many operators of a step are listed. */
const OPERATORS = 6;

/** The bench's table of what training each recipe costs on the backend `onnx`. */
export function profileTable({ profile }: Speed): string {
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
