import { resolve } from 'node:path';
import { createBackends, selectBackend } from '@mnist-adder/backends';
import { defaultRunName, describeMachine } from '@mnist-adder/trainer/internal/node';
import {
  executeRun,
  planRun,
  readRunConfig,
  resumeRun,
  type FinishedRun,
  type InterruptedRun,
  type ModelFolders,
  type RunContext,
} from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import { SIGNAL_EXIT_CODES, type CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { findRun, shortened } from '../../model/saved-model.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { count } from '../../terminal/format.js';
import { oneLine, write } from '../../terminal/output.js';
import type { TrainPlanDocument } from './document.js';
import { createProgress } from './progress.js';
import { givenToNewRun, type TrainOptions } from './run-options.js';
import { conclusion, introduction, type RunToShow } from './run-texts.js';
import { configText, resolveConfig, type TrainConfig } from './train-config.js';

/** Trains a recipe, shows the progress, and saves the model; or says what it would do. */
export async function trainRecipe(options: TrainOptions, context: CliContext): Promise<Answer> {
  await startTensorFlow();
  if (options.resume !== undefined) return resume(options.resume, options, context);
  const config = await resolveConfig(options, context.folder);
  if (options.printConfig) return { document: config, text: configText(config) };
  const { recipe, seed, threads } = config;
  const run: RunToShow = {
    recipe,
    seed,
    resumed: false,
    folder: resolve(context.folder, options.out ?? `runs/${defaultRunName(recipe.id, context.date())}`),
    selected: await selectBackend(config.backend, createBackends({ threads })),
  };
  const { backend } = run.selected;
  if (options.threads !== undefined && backend.threads === undefined) {
    const remedy = 'leave them out, or train on onnx';
    throw usageError(`The threads of the backend ${backend.name} cannot be set: ${remedy}.`);
  }
  const sources = sourcesOf(config);
  if (options.dryRun) return plan(run, sources);
  return show(run, options, context, (runContext) =>
    executeRun({ ...runContext, ...sources, recipe, seed, machine: describeMachine() }),
  );
}

/** The folders of the data and the models that a run learns from. */
type Sources = ModelFolders & { readonly dataFolder: string | undefined };

const sourcesOf = ({ data, from, teachers }: TrainConfig): Sources => ({
  dataFolder: data?.folder,
  fromFolder: from?.folder,
  teacherFolders: teachers?.map(({ folder }) => folder),
});

async function resume(given: string, options: TrainOptions, context: CliContext): Promise<Answer> {
  const folder = await findRun(given, context, 'stopped');
  const config = await readRunConfig(folder);
  const changed = givenToNewRun(options);
  if (changed.length > 0) {
    const further = `${context.trainCommand} --recipe ${config.recipe.id} --from ${shortened(folder, context.folder)}`;
    throw usageError(
      `A run that goes on keeps its settings: leave out ${changed.join(', ')}, or train the model of a finished run further in a new one, with ${further} and these options.`,
    );
  }
  const { recipe, seed, backend, threads } = config;
  const selected = await selectBackend(backend, createBackends({ threads }));
  const onWarning = (sentence: string) => {
    write(context.terminal.stderr, context.terminal.env, `${oneLine(sentence)}\n`);
  };
  return show({ recipe, seed, folder, resumed: true, selected }, options, context, (runContext) =>
    resumeRun({ ...runContext, config, onWarning }),
  );
}

/** Executes a run and shows it: its progress on standard error, its result on standard output. */
async function show(
  run: RunToShow,
  { quiet = false, json = false, tensorboard, checkpointEvery }: TrainOptions,
  context: CliContext,
  execute: (runContext: RunContext) => Promise<FinishedRun | InterruptedRun>,
): Promise<Answer> {
  const { terminal, hostname, pid, date, now, packageVersion, peakMemoryBytes } = context;
  const signal = context.interruption();
  const isSilent = quiet || json;
  if (!isSilent) write(terminal.stderr, terminal.env, `${introduction(run)}\n`);
  const progress = createProgress(terminal);
  let ended: FinishedRun | InterruptedRun;
  try {
    ended = await execute({
      selected: run.selected,
      folder: run.folder,
      packageVersion,
      now,
      peakMemoryBytes,
      onEvent(event) {
        if (!isSilent) progress.show(event);
      },
      checkpointSeconds: checkpointEvery,
      tensorboard: tensorboard ? { hostname, pid, now: () => date().getTime() / 1000 } : undefined,
      signal,
    });
  } finally {
    progress.end();
  }
  if (ended.interrupted) return interruptedAnswer(run, ended.step, signal, context);
  return { document: ended.result, text: quiet ? '' : conclusion(ended, run, context) };
}

function interruptedAnswer({ folder }: RunToShow, step: number, signal: AbortSignal, context: CliContext): Answer {
  const place = shortened(folder, context.folder);
  const goOn = oneLine(`Stopped after step ${step}. Go on with: ${context.trainCommand} --resume ${place}`);
  write(context.terminal.stderr, context.terminal.env, `${goOn}\n`);
  const exitCode = SIGNAL_EXIT_CODES[String(signal.reason)] ?? 1;
  return { document: { interrupted: true, step, folder }, text: '', exitCode };
}

/** Checks the data, the network and the backend without training. */
async function plan(run: RunToShow, sources: Sources): Promise<Answer> {
  const { recipe, seed, folder, selected } = run;
  const { batchSize, epochs } = recipe.training;
  const { source, images, parameters, stepsPerEpoch } = await planRun({ recipe, seed, selected, ...sources });
  const text = [
    introduction(run),
    `network: ${count(parameters)} parameters`,
    oneLine(
      `data: ${source}: ${count(images.train)} images to train, ${count(images.validation)} to validate, ${count(images.test)} to test`,
    ),
    `steps: ${epochs} × ${count(stepsPerEpoch)}, with ${count(batchSize)} images each`,
    oneLine(`directory: ${folder} (nothing was written)`),
  ].join('\n');
  const document: TrainPlanDocument = {
    recipe: recipe.id,
    seed,
    backend: selected.backend.name,
    source,
    images,
    parameters,
    epochs,
    batchSize,
    stepsPerEpoch,
    folder,
  };
  return { document, text };
}
