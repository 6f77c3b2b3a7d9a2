import { join, resolve } from 'node:path';
import { createBackends, selectBackend } from '@mnist-adder/backends';
import type { DataChoice } from '@mnist-adder/dataset/node';
import { defaultRunName, describeMachine } from '@mnist-adder/trainer/internal/node';
import {
  executeRun,
  planResume,
  planRun,
  readRunConfig,
  resumeRun,
  type FinishedRun,
  type InterruptedRun,
  type ResumePlan,
  type RunContext,
  type RunPlan,
} from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext, Interruption } from '../../definition/cli-context.js';
import { readDataToTrain } from '../../data/read-data.js';
import { usageError } from '../../definition/cli-error.js';
import { findRun, shortened } from '../../model/saved-model.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { count } from '../../terminal/format.js';
import { oneLine, say, write, writeJsonLine } from '../../terminal/output.js';
import type { TrainLine, TrainPlanDocument } from './document.js';
import { createProgress } from './progress.js';
import { givenToNewRun, type TrainOptions } from './run-options.js';
import { conclusion, introduction, type RunToShow } from './run-texts.js';
import { configText, resolveConfig } from './train-config.js';

/** Trains a recipe, shows the progress, and saves the model; or says what it would do. */
export async function trainRecipe(options: TrainOptions, context: CliContext): Promise<Answer> {
  await startTensorFlow();
  const { resume } = options;
  const stopped = resume === undefined ? undefined : await findRun(resume, context, 'stopped');
  if (stopped !== undefined && !options.printConfig) return goOn(stopped, options, context);
  const file = stopped === undefined ? options.config : join(stopped, 'config.json');
  const config = await resolveConfig({ ...options, config: file }, context.folder);
  if (options.printConfig) return { document: config, text: configText(config) };
  const { recipe, seed, threads } = config;
  const run: RunToShow = {
    recipe,
    seed,
    resumed: false,
    cores: describeMachine().cores,
    folder: resolve(context.folder, options.out ?? `runs/${defaultRunName(recipe.id, context.date())}`),
    selected: await selectBackend(config.backend, createBackends({ threads })),
  };
  const { backend } = run.selected;
  if (options.threads !== undefined && backend.threads === undefined) {
    const remedy = 'leave them out, or train on onnx';
    throw usageError(`The threads of the backend ${backend.name} cannot be set: ${remedy}.`);
  }
  const { data, from, teachers } = config;
  const { folder, selected } = run;
  const nextFreeName = options.out === undefined;
  const asked = {
    recipe,
    seed,
    folder,
    selected,
    data,
    readData: (choice: DataChoice) => readDataToTrain(choice, context),
    fromFolder: from?.folder,
    teacherFolders: teachers?.map((teacher) => teacher.folder),
    nextFreeName,
    onWarning: isSilent(options) ? undefined : warnOn(context),
  };
  if (options.dryRun) return planAnswer(run, await planRun(asked), options);
  return show(run, options, context, (runContext) =>
    executeRun({ ...runContext, ...asked, machine: describeMachine() }),
  );
}

/** Whether nothing is written for people while it trains. */
const isSilent = ({ quiet = false, json = false, jsonLines = false }: TrainOptions) => quiet || json || jsonLines;

/** Writes warnings to standard error. */
const warnOn =
  ({ terminal }: CliContext) =>
  (sentence: string) => {
    say(terminal, sentence, false);
  };

async function goOn(folder: string, options: TrainOptions, context: CliContext): Promise<Answer> {
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
  const onWarning = warnOn(context);
  const readData = (choice: DataChoice) => readDataToTrain(choice, context);
  const run: RunToShow = { recipe, seed, folder, selected, cores: describeMachine().cores, resumed: true };
  if (options.dryRun) {
    return planAnswer(
      run,
      await planResume({ config, selected, folder, now: context.now, onWarning, readData }),
      options,
    );
  }
  return show(run, options, context, (runContext) => resumeRun({ ...runContext, config, onWarning, readData }));
}

/** Executes a run and shows it: its progress on standard error, its result on standard output. */
async function show(
  run: RunToShow,
  options: TrainOptions,
  context: CliContext,
  execute: (runContext: RunContext) => Promise<FinishedRun | InterruptedRun>,
): Promise<Answer> {
  const { terminal, hostname, pid, date, now, packageVersion, peakMemoryBytes } = context;
  const interruption = context.interruption();
  const { quiet = false, json = false, jsonLines = false, tensorboard, checkpointEvery } = options;
  const silent = isSilent(options);
  if (!silent) write(terminal.stderr, terminal.env, `${introduction(run)}\n`);
  const progress = createProgress(terminal);
  const printLine = (line: TrainLine) => {
    if (jsonLines) writeJsonLine(terminal.stdout, line);
  };
  let ended: FinishedRun | InterruptedRun;
  try {
    ended = await execute({
      selected: run.selected,
      folder: run.folder,
      packageVersion,
      now,
      peakMemoryBytes,
      onEvent(event) {
        if (!silent) progress.show(event);
        if (event.type !== 'weights') printLine(event);
      },
      checkpointSeconds: checkpointEvery,
      tensorboard: tensorboard ? { hostname, pid, now: () => date().getTime() / 1000 } : undefined,
      signal: interruption.signal,
    });
  } finally {
    progress.end();
  }
  const { folder } = ended;
  if (ended.interrupted) {
    const { step } = ended;
    printLine({ type: 'interrupted', step, folder });
    say(terminal, interruptionText(ended, interruption, context), !json && !jsonLines);
    return { document: { interrupted: true, step, folder }, text: '', exitCode: interruption.exitCode };
  }
  printLine({ type: 'result', folder, result: ended.result });
  return {
    document: { folder, ...ended.result },
    text: quiet || jsonLines ? '' : conclusion(ended, run, context),
  };
}

function interruptionText({ step, folder }: InterruptedRun, { problem }: Interruption, context: CliContext): string {
  const stopped = problem === undefined ? 'Stopped' : `${problem}: stopped`;
  return `${stopped} after step ${step}. Go on with: ${context.trainCommand} --resume ${shortened(folder, context.folder)}`;
}

/** What a run would do, after everything that it needs was checked. */
function planAnswer(run: RunToShow, plan: RunPlan | ResumePlan, { quiet = false }: TrainOptions): Answer {
  const { recipe, seed, selected } = run;
  const { batchSize, epochs } = recipe.training;
  const { source, images, parameters, stepsPerEpoch, folder } = plan;
  const step = 'step' in plan ? plan.step : 0;
  const text = [
    introduction({ ...run, folder }),
    `network: ${count(parameters)} parameters`,
    oneLine(
      `data: ${source}: ${count(images.train)} images to train, ${count(images.validation)} to validate, ${count(images.test)} to test`,
    ),
    `steps: ${epochs} × ${count(stepsPerEpoch)}, with ${count(batchSize)} images each`,
    ...(run.resumed ? [`going on after step ${count(step)} of ${count(epochs * stepsPerEpoch)}`] : []),
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
    step,
    folder,
  };
  return { document, text: quiet ? '' : text };
}
