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
  type SummaryValue,
} from '@mnist-adder/tensorboard';
import type { Example } from '../evaluation/examples.js';
import type { TrainingEvent } from '../loop/events.js';
import type { Recipe } from '../recipe/recipe.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';
import { drawExamples } from './drawing/draw-examples.js';
import { overlays } from './overlays.js';
import { scalarsOfEpoch, scalarsOfStep, type Scalar } from './scalars.js';

/** The options of {@link createTensorBoardWriter}: the run's directory, its next step, and the clock and names of the event file. */
export type TensorBoardWriterOptions = EventFileOptions;

/**
 * Writes a training for TensorBoard. Everything is buffered and written in order, while training goes on. If something cannot be
 * written, the next call of any method throws a {@link RunDirectoryError}, or rejects with it.
 */
export interface TensorBoardWriter {
  /** Writes the scalars of a step or an epoch, or the distribution of the weights. Other events have nothing to write. */
  onEvent(event: TrainingEvent): void;
  /**
   * Writes the settings of a run, as a text and for the comparison of runs: once a file, before its first step.
   *
   * @param facts what the run depends on besides: its seed, its backend.
   */
  recipe(recipe: Recipe, facts?: Readonly<Record<string, string | number>>): void;
  /** Writes an image of digits with the model's answers after a step. */
  examples(step: number, examples: readonly Example[]): Promise<void>;
  /** Resolves when everything so far is written. */
  flush(): Promise<void>;
  /** Writes everything and closes the file. */
  close(): Promise<void>;
}

/** Opens a new event file in the directory of a run, beside those that are there. */
export function createTensorBoardWriter(options: TensorBoardWriterOptions): TensorBoardWriter {
  const file = openRunEventFile(options);
  const scalarValues = describedOnce();
  return {
    onEvent(event) {
      switch (event.type) {
        case 'step':
          file.append(event.step, () => scalarValues(scalarsOfStep(event)));
          break;
        case 'epoch-end':
          file.append(event.step, () => scalarValues(scalarsOfEpoch(event)));
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
      // Loaded only here: it is used once, at the end of a run.
      const { encode } = await import('fast-png');
      const { width, height, pixels } = drawExamples(examples);
      const png = encode({ width, height, data: pixels, channels: 3, depth: 8 });
      file.append(step, () => [imageValue('test/examples', { width, height, png }, EXAMPLES)]);
    },
    flush: () => file.flush(),
    close: () => file.close(),
  };
}

/** Turns scalars into summary values. Only the first value of a tag says what kind of data it is. */
function describedOnce(): (scalars: readonly Scalar[]) => SummaryValue[] {
  const known = new Set<string>();
  return (scalars) =>
    scalars.map(([tag, value]) => {
      const isFirst = !known.has(tag);
      known.add(tag);
      return scalarValue(tag, value, isFirst);
    });
}

const EXAMPLES =
  "Test images with the trained model's answers. A cross marks a wrong answer; the right one is in grey below it.";

/** The settings that runs are compared by: all that make a difference to training. */
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
    `cannot take what is written for TensorBoard (${reason})`,
    'make room or make it writable, or train with --no-tensorboard',
    { cause },
  );
}
