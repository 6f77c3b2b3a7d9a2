import {
  createEventFile,
  EventFileError,
  flattenSettings,
  histogramValue,
  imageValue,
  scalarValue,
  settingsTable,
  settingsValue,
  textValue,
  type EventFile,
  type EventFileOptions,
  type Setting,
} from '@mnist-adder/tensorboard';
import type { TrainingEvent } from '../loop/events.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Example } from '../evaluation/examples.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';
import { drawExamples } from './drawing/draw-examples.js';
import { overlays } from './overlays.js';
import { scalarsOfEpoch, scalarsOfStep, type Scalar } from './scalars.js';

/** Where the event file of a run goes, and who writes it. */
export type TensorBoardWriterOptions = EventFileOptions;

/**
 * Writes what happens in a training for TensorBoard. What it is told is buffered and written beside the training, in order. If it cannot
 * be written, the next call of any method throws a {@link RunDirectoryError}, or rejects with it.
 */
export interface TensorBoardWriter {
  /** Writes the scalars of a step or an epoch, and how weights are distributed; other events have neither. */
  onEvent(event: TrainingEvent): void;
  /**
   * Writes the settings of a run, as a text and for comparing runs. Once a file, before its first step.
   *
   * @param facts what else the run depends on: its seed, its backend.
   */
  recipe(recipe: Recipe, facts?: Readonly<Record<string, string | number>>): void;
  /** Writes an image of digits with the answers that the model, trained up to a step, gave. */
  examples(step: number, examples: readonly Example[]): Promise<void>;
  /** Resolves once everything so far is with the operating system. */
  flush(): Promise<void>;
  /** Flushes, and lets go of the file. */
  close(): Promise<void>;
}

/** Begins an event file in the folder of a run, beside those that are there. */
export function createTensorBoardWriter(options: TensorBoardWriterOptions): TensorBoardWriter {
  const file = openRunEventFile(options);
  const known = new Set<string>();
  const append = (step: number, scalarsOf: () => readonly Scalar[]) => {
    file.append(step, () =>
      scalarsOf().map(([tag, value]) => {
        const isFirst = !known.has(tag);
        known.add(tag);
        return scalarValue(tag, value, isFirst);
      }),
    );
  };
  return {
    onEvent(event) {
      switch (event.type) {
        case 'step':
          append(event.step, () => scalarsOfStep(event));
          break;
        case 'epoch-end':
          append(event.step, () => scalarsOfEpoch(event));
          break;
        case 'weights':
          file.append(event.step, () =>
            Array.from(event.weights, ([name, values]) => histogramValue(`weights/${name}`, values)),
          );
          break;
        default:
      }
    },
    recipe(recipe, facts = {}) {
      const table = settingsTable([...Object.entries(facts), ...flattenSettings(recipe)]);
      const seconds = options.now();
      file.append(options.step, () => [
        textValue('recipe', table),
        settingsValue(comparable(recipe, facts), seconds),
        overlays(recipe.task.type !== 'digits'),
      ]);
    },
    async examples(step, examples) {
      // It is needed once, at the end: a start does not wait for it.
      const { encode } = await import('fast-png');
      const { width, height, pixels } = drawExamples(examples);
      const png = encode({ width, height, data: pixels, channels: 3, depth: 8 });
      file.append(step, () => [imageValue('test/examples', { width, height, png }, EXAMPLES)]);
    },
    flush: () => file.flush(),
    close: () => file.close(),
  };
}

const EXAMPLES =
  'Test images, with what the trained model makes of them. A cross marks what is wrong; what is right is in grey below it.';

/** What runs are compared by: the settings that make a difference to training. */
function comparable(
  { id, network, task, data, training }: Recipe,
  facts: Readonly<Record<string, string | number>>,
): Setting[] {
  return [['recipe', id], ...Object.entries(facts), ...flattenSettings({ network, task, data, training })];
}

/** An event file that fails with a {@link RunDirectoryError}. */
function openRunEventFile(options: EventFileOptions): EventFile {
  const file = createEventFile(options);
  const fail = (error: unknown): never => {
    throw error instanceof EventFileError ? unwritable(error) : error;
  };
  return {
    append(step, valuesOf) {
      try {
        file.append(step, valuesOf);
      } catch (error) {
        fail(error);
      }
    },
    flush: () => file.flush().catch(fail),
    close: () => file.close().catch(fail),
  };
}

function unwritable({ folder, cause }: EventFileError): RunDirectoryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RunDirectoryError(
    folder,
    `does not take what is written for TensorBoard (${reason})`,
    'make room or make it writable, or train with --no-tensorboard',
    { cause },
  );
}
