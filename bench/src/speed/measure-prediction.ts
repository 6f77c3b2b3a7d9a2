import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DigitSet } from '@mnist-adder/dataset';
import type { Contestant } from '../contest/contestant.js';
import { interleave } from '../contest/interleave.js';
import type { Performance } from '../contest/interleave.js';
import { peerContestant } from '../contest/peers.js';
import { writePredictionFiles } from '../contest/prediction-files.js';
import { checkSameNetwork } from '../contest/same-network.js';
import type { ContestToMeasure } from './contest-to-measure.js';
import type { PredictionContest } from './measurement.js';
import { durationRatios, latency, rateRatios, throughput } from './summary.js';

interface PredictionToMeasure extends ContestToMeasure {
  readonly test: DigitSet;
}

/** Images at once. */
const BATCH = 256;
/** For TensorFlow.js in plain JavaScript. */
const SLOW = { backend: 'cpu', batch: 16 };

/** Probabilities, in float arithmetic in another order. */
const PROBABILITY_TOLERANCE = 1e-4;

const PROGRAM = fileURLToPath(new URL('../contest/predict-contestant.js', import.meta.url));

/** Providers of ONNX Runtime that predict no single images faster than its CPU's, which is what predicts for users. */
const PREDICTS = (backend: string) => !backend.startsWith('onnx-') || backend.startsWith('onnx-wasm');

/** Has backends and peers predict with a network in turn: one image after the other, and many at once. */
export async function measurePrediction(options: PredictionToMeasure): Promise<PredictionContest> {
  const { recipe, backends, peers, threads, rounds, test, folder, say } = options;
  const files = join(folder, 'prediction');
  await writePredictionFiles(files, { recipe, test, batchSizes: [1, BATCH] });

  const contest = (batchSize: number): Promise<Performance[]> =>
    interleave({
      contestants: [
        ...backends.filter(PREDICTS).map((backend) => backendContestant(files, backend, batchSize)),
        ...peers.map((peer) => peerContestant(peer, [files, String(threads), String(batchSize)], batchSize)),
      ],
      rounds,
      say: (text) => {
        say(`prediction of ${batchSize}: ${text}`);
      },
      check: (entries) => {
        checkSameNetwork(entries, PROBABILITY_TOLERANCE);
      },
    });
  const single = (await contest(1)).map(latency);
  const batch = (await contest(BATCH)).map(throughput);
  return {
    recipe,
    single: { contestants: single, ratios: durationRatios(single) },
    batch: { contestants: batch, ratios: rateRatios(batch) },
  };
}

function backendContestant(files: string, backend: string, batchSize: number): Contestant {
  const size = backend === SLOW.backend ? Math.min(SLOW.batch, batchSize) : batchSize;
  return {
    name: backend,
    kind: 'ours',
    command: process.execPath,
    args: [PROGRAM, files, backend, String(size)],
    batchSize: size,
  };
}
