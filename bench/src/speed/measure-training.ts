import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitDigits } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import { compile, record } from '@mnist-adder/tfjs-onnx';
import type { CompiledFunction } from '@mnist-adder/tfjs-onnx';
import { createFeeds, createTrainingStep } from '@mnist-adder/trainer';
import type { Feeds, Recipe } from '@mnist-adder/trainer';
import { onnxSessionOptions } from '@mnist-adder/trainer/node';
import * as ort from 'onnxruntime-node';
import { median } from './median.js';
import { operatorTimes } from './operator-times.js';
import type { TrainingMeasurement } from './measurement.js';

/** Steps that are run first, until ONNX Runtime has its memory. */
const WARM_UP = 10;

/** Times single steps of a recipe on real batches, compiled, with the next batch prepared while a step runs. */
export async function measureTraining(recipe: Recipe, digits: DigitSet, steps: number): Promise<TrainingMeasurement> {
  const model = createAdder(recipe.network, { seed: 1 });
  const step = createTrainingStep(model, recipe);
  const recording = record(step.inputs, (inputs) => step.run(inputs));
  const feeds = createFeeds({ recipe, model, digits: splitDigits(digits).train, seed: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'mnist-adder-bench-'));
  try {
    const compiled = await compile(ort, recording, onnxSessionOptions());
    const stepMilliseconds = median(await timeSteps(compiled, feeds, steps));
    const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
    await compiled.dispose();

    // The profiler slows a step down, so it gets a run of its own.
    const profile = { enableProfiling: true, profileFilePrefix: join(folder, 'profile') };
    const profiled = await compile(ort, recording, { ...onnxSessionOptions(), ...profile });
    await timeSteps(profiled, feeds, steps);
    profiled.session.endProfiling();
    await profiled.dispose();

    const { batchSize } = recipe.training;
    return {
      recipe: recipe.id,
      batchSize,
      stepMilliseconds,
      imagesPerSecond: (1000 * batchSize) / stepMilliseconds,
      peakMemoryBytes,
      operators: operatorTimes(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')),
    };
  } finally {
    rmSync(folder, { recursive: true });
    step.dispose();
    model.dispose();
  }
}

/** The milliseconds that each step takes, after some to warm up. */
async function timeSteps(compiled: CompiledFunction<string, string>, feeds: Feeds, steps: number): Promise<number[]> {
  const milliseconds: number[] = [];
  let upcoming = feeds.at(0, 0);
  for (let i = 0; i < WARM_UP + steps; i++) {
    const start = performance.now();
    const running = compiled.run(upcoming.inputs);
    upcoming = feeds.at(0, (i + 1) % feeds.stepsPerEpoch);
    await running;
    if (i >= WARM_UP) milliseconds.push(performance.now() - start);
  }
  return milliseconds;
}
