import { relative, resolve } from 'node:path';
import type { TrainingEvent } from '@mnist-adder/trainer';
import { createBackends, selectBackend } from '@mnist-adder/backends';
import {
  defaultRunName,
  describeMachine,
  executeRun,
  planRun,
  readRunConfig,
  resumeRun,
} from '@mnist-adder/trainer/node';
import type { FinishedRun, InterruptedRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../program/answer.js';
import { UsageError } from '../../program/usage-error.js';
import { SIGNAL_EXIT_CODES } from '../../program/signal-exit-codes.js';
import type { Surroundings } from '../../program/surroundings.js';
import { write } from '../../terminal/unicode.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import { conclusion, introduction } from './run-texts.js';
import type { RunToShow } from './run-texts.js';
import { createProgress } from './progress.js';
import { configDocument, configText, resolveConfig } from './train-config.js';
import type { TrainConfig } from './train-config.js';
import type { TrainOptions } from './train-options.js';

/** Trains a recipe, shows how it goes, and saves the model; or says what it would do. */
export async function trainRecipe(options: TrainOptions, surroundings: Surroundings): Promise<Answer> {
  await startTensorFlow();
  if (options.resume !== undefined) return resume(resolve(surroundings.folder, options.resume), options, surroundings);
  const { folder, date } = surroundings;
  const config = await resolveConfig(options, folder);
  if (options.printConfig) return { document: configDocument(config), text: configText(config) };
  const { recipe, seed, backend, threads, ...sources } = config;
  const run: RunToShow = {
    ...{ recipe, seed, resumed: false },
    folder: resolve(folder, options.out ?? `runs/${defaultRunName(recipe.id, date())}`),
    selected: await selectBackend(backend, createBackends({ threads })),
  };
  if (options.threads !== undefined && run.selected.backend.threads === undefined) {
    const { name } = run.selected.backend;
    throw new UsageError(`The threads of the backend ${name} cannot be set: leave them out, or train on onnx.`);
  }
  if (options.dryRun) return plan(run, sources);
  return show(run, options, surroundings, (execution) =>
    executeRun({ ...execution, ...sources, recipe, seed, machine: describeMachine() }),
  );
}

async function resume(runFolder: string, options: TrainOptions, surroundings: Surroundings): Promise<Answer> {
  const config = await readRunConfig(runFolder);
  const { recipe, seed, backend, threads } = config;
  const selected = await selectBackend(backend, createBackends({ threads }));
  const run: RunToShow = { recipe, seed, folder: runFolder, resumed: true, selected };
  const onWarning = (sentence: string) => surroundings.terminal.stderr.write(`${sentence}\n`);
  return show(run, options, surroundings, (execution) => resumeRun({ ...execution, config, onWarning }));
}

type Execution = Omit<Parameters<typeof resumeRun>[0], 'config' | 'onWarning'>;

/** Executes a run and shows it: how it goes on standard error, what it came to on standard output. */
async function show(
  run: RunToShow,
  { quiet = false, json = false, tensorboard, checkpointEvery }: TrainOptions,
  surroundings: Surroundings,
  execute: (execution: Execution) => Promise<FinishedRun | InterruptedRun>,
): Promise<Answer> {
  const { terminal, hostname, pid, date, trainCommand } = surroundings;
  const signal = surroundings.interruption();
  const silent = quiet || json;
  if (!silent) write(terminal.stderr, terminal.env, `${introduction(run)}\n`);
  const progress = createProgress(terminal);
  const onEvent = (event: TrainingEvent) => {
    if (!silent) progress.show(event);
  };
  let ended: FinishedRun | InterruptedRun;
  try {
    ended = await execute({
      ...{ ...surroundings, ...run, onEvent, signal, checkpointSeconds: checkpointEvery },
      ...(tensorboard && { tensorboard: { hostname, pid, now: () => date().getTime() / 1000 } }),
    });
  } finally {
    progress.end();
  }
  if (ended.interrupted) {
    const near = relative(surroundings.folder, run.folder);
    const place = near.startsWith('..') ? run.folder : near;
    terminal.stderr.write(`Stopped after step ${ended.step}. Go on with: ${trainCommand} --resume ${place}\n`);
    const document = { interrupted: true, step: ended.step, folder: run.folder };
    return { document, text: '', exitCode: SIGNAL_EXIT_CODES[String(signal.reason)] ?? 1 };
  }
  const text = quiet ? '' : conclusion(ended, run, { terminal, trainCommand });
  return { document: ended.result, text };
}

/** Looks at the data, the network and the backend without training. */
async function plan(
  run: RunToShow,
  sources: Omit<TrainConfig, 'recipe' | 'seed' | 'backend' | 'threads'>,
): Promise<Answer> {
  const { recipe, seed, folder, selected } = run;
  const { batchSize, epochs } = recipe.training;
  const { source, images, parameters, stepsPerEpoch } = await planRun({ recipe, seed, selected, ...sources });
  const number = (value: number) => value.toLocaleString('en');
  const text = [
    introduction(run),
    `network: ${number(parameters)} parameters`,
    `data: ${source}: ${number(images.train)} images to train, ${number(images.validation)} to validate, ${number(images.test)} to test`,
    `steps: ${epochs} × ${number(stepsPerEpoch)}, with ${number(batchSize)} images each`,
    `directory: ${folder} (nothing was written)`,
  ];
  const document = {
    ...{ recipe: recipe.id, seed, backend: selected.backend.name, source, images, parameters },
    ...{ epochs, batchSize, stepsPerEpoch, folder },
  };
  return { document, text: text.join('\n') };
}
