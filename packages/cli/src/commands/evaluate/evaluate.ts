import { selectBackend } from '@mnist-adder/backends';
import { splitDigits, type DigitSet } from '@mnist-adder/dataset';
import { validationSize } from '@mnist-adder/dataset/internal';
import {
  analyseAdder,
  compareAnswers,
  countRightAnswers,
  fitTemperatures,
  type PredictAllAddends,
} from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import * as z from 'zod/mini';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext, DataOptions } from '../../definition/cli-context.js';
import { readData } from '../../data/read-data.js';
import { usageError } from '../../definition/cli-error.js';
import { isExported, openExported, type ModelFacts } from '../../model/exported-model.js';
import { describeModel, findModel } from '../../model/saved-model.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { showCount } from '../../terminal/progress-bar.js';
import type { EvaluateDocument } from './document.js';
import { evaluationText } from './evaluation-text.js';

/** The options of `evaluate`. */
export interface EvaluateOptions extends DataOptions {
  readonly model?: string | undefined;
  readonly by?: 'digit' | 'addend' | undefined;
  readonly confusion?: boolean | undefined;
  readonly compare?: string | undefined;
  readonly backend: string;
}

/** Number of images that are predicted at once. */
const BATCH_SIZE = 500;

/** Evaluates a saved model, and compares it with another one. */
export async function evaluate(options: EvaluateOptions, context: CliContext): Promise<Answer> {
  await startTensorFlow();
  const { train, test, source, digests } = await readData(options, context);
  const { backend } = await selectBackend(options.backend);
  const executor = await backend.start();
  const batches = { batchSize: BATCH_SIZE };

  /** Opens a saved model and uses its predictions. */
  async function withModel<T>(
    given: string | undefined,
    use: (predict: PredictAllAddends, facts: ModelFacts) => Promise<T>,
  ) {
    const folder = await findModel(given, context);
    if (isExported(folder)) {
      if (backend.name !== 'onnx') {
        throw usageError(`${folder} runs on onnx only: leave out --backend, or evaluate a saved model.`);
      }
      const { predictor, facts } = await openExported(folder);
      try {
        return { model: describeModel(folder, facts), result: await use(predictor.predictAllAddends, facts) };
      } finally {
        await predictor.dispose();
      }
    }
    const { model, metadata } = await readAdder(folder);
    const predictor = await executor.preparePredictor(model, BATCH_SIZE);
    try {
      return { model: describeModel(folder, metadata), result: await use(predictor.predict, metadata) };
    } finally {
      await predictor.dispose();
      model.dispose();
    }
  }

  const ours = await withModel(options.model, async (predict, metadata) => {
    const temperatures = train && (await fitTemperatures(predict, validationOf(train, metadata), batches));
    const progress = showCount(context.terminal, { what: 'images', total: test.size });
    const analysis = await analyseAdder(predict, test, { ...batches, temperatures, onProgress: progress.update });
    progress.end();
    const answers = options.compare === undefined ? undefined : await countRightAnswers(predict, test, batches);
    return { analysis, answers };
  });
  const { analysis, answers } = ours.result;
  const theirs = answers && (await withModel(options.compare, (predict) => countRightAnswers(predict, test, batches)));
  const document: EvaluateDocument = {
    model: ours.model,
    data: { source, digests },
    backend: backend.name,
    ...analysis,
    ...(theirs && { comparison: { other: theirs.model, ...compareAnswers(answers, theirs.result) } }),
  };
  return { document, text: evaluationText(document, options) };
}

/** The images that a model was validated on, which temperatures are fitted to. */
const validationOf = (train: DigitSet, metadata: Pick<ModelFacts, 'recipe'>): DigitSet =>
  splitDigits(train, { validation: validationSize(train.size, heldOut(metadata)) }).validation;

const recipeSchema = z.looseObject({ data: z.looseObject({ validation: z.int().check(z.positive()) }) });

/** Number of images that a model's recipe holds out for validation; undefined if the model does not say. */
const heldOut = ({ recipe }: Pick<ModelFacts, 'recipe'>): number | undefined =>
  recipeSchema.safeParse(recipe).data?.data.validation;
