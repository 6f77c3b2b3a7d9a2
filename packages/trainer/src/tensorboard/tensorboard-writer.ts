import { openEventFile, settingsTable, type EventFileOptions } from '@mnist-adder/tensorboard';
import type { TrainingEvent } from '../loop/events.js';
import type { Example } from '../evaluation/examples.js';
import type { Recipe } from '../recipe/recipe.js';
import { createTask } from '../task/create-task.js';
import { drawExamples } from './draw-examples.js';
import { scalarCharts, scalarsOfEpoch, scalarsOfStep } from './scalars.js';

/**
 * Writes the events of a training for TensorBoard, in order and beside the training. If they cannot be written, the next call of any
 * method throws an `EventFileError` of `@mnist-adder/tensorboard`, or rejects with it.
 */
export interface TensorBoardWriter {
  /** Writes the scalars of a step or an epoch, or the histograms of weights. Other events have neither. */
  onEvent(event: TrainingEvent): void;
  /**
   * Writes the settings of a run, as a text and for comparing runs. Call it once a file, before the first step.
   *
   * @param facts what else the run depends on: its seed, its backend.
   */
  recipe(recipe: Recipe, facts?: Readonly<Record<string, string | number>>): void;
  /** Draws digits with the answers of a model that was trained up to a step, and writes the image. */
  examples(step: number, examples: readonly Example[]): Promise<void>;
  /** Resolves when the operating system has everything so far. */
  flush(): Promise<void>;
  /** Flushes, and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens a new event file for a training, beside those that its folder has.
 *
 * @param folder the folder of the run. It has to exist.
 */
export function createTensorBoardWriter(folder: string | URL, options: EventFileOptions = {}): TensorBoardWriter {
  const file = openEventFile(folder, options);
  const { step: firstStep = 0 } = options;
  return {
    onEvent(event) {
      switch (event.type) {
        case 'step':
          file.add(event.step, () => ({ scalars: scalarsOfStep(event) }));
          break;
        case 'epoch-end':
          file.add(event.step, () => ({ scalars: scalarsOfEpoch(event) }));
          break;
        case 'weights':
          file.add(event.step, {
            histograms: Object.fromEntries(
              Array.from(event.weights, ([name, values]) => [`weights/${name}`, values] as const),
            ),
          });
          break;
        default:
      }
    },
    recipe(recipe, facts = {}) {
      const { id, network, task, data, training } = recipe;
      file.add(firstStep, {
        texts: { recipe: settingsTable({ ...facts, ...recipe }) },
        // Runs are compared by the settings that make a difference to training.
        hparams: { recipe: id, ...facts, network, task, data, training },
        layout: scalarCharts(createTask(recipe).answers.sum > 0),
      });
    },
    async examples(step, examples) {
      // It is needed once, at the end: a start does not wait for it.
      const { encode } = await import('fast-png');
      const { width, height, pixels } = drawExamples(examples);
      const png = encode({ width, height, data: pixels, channels: 3, depth: 8 });
      file.add(step, { images: { 'test/examples': { width, height, png, description: EXAMPLES } } });
    },
    flush: () => file.flush(),
    close: () => file.close(),
  };
}

const EXAMPLES =
  'Test images with the answers of the trained model. A cross marks a wrong answer; the right one is in grey below it.';
