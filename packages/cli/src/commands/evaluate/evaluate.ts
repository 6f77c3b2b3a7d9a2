import { resolve } from 'node:path';
import { splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { analyseAdder, compareAnswers, countRightAnswers, fitTemperatures } from '@mnist-adder/model';
import type { AdderMetadata, PredictEvery } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { selectBackend } from '@mnist-adder/backends';
import { z } from 'zod';
import type { Answer } from '../../program/answer.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import type { Surroundings } from '../../program/surroundings.js';
import { showCount } from '../../terminal/show-count.js';
import { findModel } from '../../model/find-model.js';
import { describeModel } from '../../model/model-document.js';
import type { EvaluateDocument } from './document.js';
import { evaluationText } from './evaluation-text.js';

/** What `evaluate` is asked for. */
export interface EvaluateOptions {
  readonly model?: string;
  readonly data?: string;
  readonly by?: 'digit' | 'addend';
  readonly confusion?: boolean;
  readonly compare?: string;
  readonly backend: string;
}

/** Images at once. */
const BATCH_SIZE = 500;

/** Evaluates a saved model, and compares it with another one. */
export async function evaluate(options: EvaluateOptions, { folder, terminal }: Surroundings): Promise<Answer> {
  await startTensorFlow();
  const dataFolder = options.data === undefined ? {} : { folder: resolve(folder, options.data) };
  const { train, test, source, digests } = await readMnist(dataFolder);
  const { backend } = await selectBackend(options.backend);
  const executor = await backend.start();

  /** Opens a saved model, and does something with its predictions. */
  async function withModel<T>(
    given: string | undefined,
    use: (predict: PredictEvery, metadata: AdderMetadata) => Promise<T>,
  ) {
    const modelFolder = findModel(given, folder);
    const { model, metadata } = await readAdder(modelFolder);
    const predictor = await executor.preparePredictor(model, BATCH_SIZE);
    try {
      return { model: describeModel(modelFolder, metadata), result: await use(predictor.predict, metadata) };
    } finally {
      await predictor.dispose();
      model.dispose();
    }
  }

  const batches = { batchSize: BATCH_SIZE };
  const ours = await withModel(options.model, async (predict, metadata) => {
    const { validation } = splitDigits(train, heldOut(metadata, train.size));
    const temperatures = await fitTemperatures(predict, validation, batches);
    const progress = showCount(terminal, { what: 'images', total: test.size });
    const analysis = await analyseAdder(predict, test, { ...batches, temperatures, onProgress: progress.update });
    progress.end();
    return {
      analysis,
      answers: options.compare === undefined ? undefined : await countRightAnswers(predict, test, batches),
    };
  });
  const { analysis, answers } = ours.result;
  const theirs = answers && (await withModel(options.compare, (predict) => countRightAnswers(predict, test, batches)));
  const document = {
    ...{ model: ours.model, data: { source, digests }, backend: backend.name },
    ...analysis,
    ...(answers && theirs && { comparison: { other: theirs.model, ...compareAnswers(answers, theirs.result) } }),
  } as EvaluateDocument;
  return { document, text: evaluationText(document, options) };
}

const recipeSchema = z.looseObject({ data: z.looseObject({ validation: z.int().positive() }) });

/** How many images a model was not trained on, as its recipe says; the usual part where it has none. */
function heldOut({ recipe }: AdderMetadata, images: number): { validation?: number } {
  const parsed = recipeSchema.safeParse(recipe);
  return parsed.success && parsed.data.data.validation < 0.2 * images
    ? { validation: parsed.data.data.validation }
    : {};
}
