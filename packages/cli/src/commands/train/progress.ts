import { mergeScores } from '@mnist-adder/model/internal/spec';
import type { Scores } from '@mnist-adder/model/spec';
import type { EpochEnd, TrainingEvent } from '@mnist-adder/trainer';
import type { SingleBar } from 'cli-progress';
import { count, percent, seconds } from '../../terminal/format.js';
import type { Terminal } from '../../terminal/output.js';
import { startBar } from '../../terminal/progress-bar.js';
import { styleOf } from '../../terminal/style.js';

/** Shows the progress of training. */
export interface Progress {
  show(event: TrainingEvent): void;
  /** Clears the bar, if training ends in the middle of an epoch. */
  end(): void;
}

/** What is known while an epoch runs. */
interface Sofar {
  readonly secondsLeft: number;
  readonly imagesPerSecond: number;
  /** Scores of the steps that the bar shows together. */
  readonly scores: Scores;
}

/** The texts behind a bar, the most important first, each with the number of characters that it needs. */
const PARTS: readonly { readonly width: number; readonly text: (sofar: Sofar) => string | undefined }[] = [
  {
    width: '120 min left'.length,
    text: ({ secondsLeft: left }) =>
      left > 0 ? `${left < 60 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`} left` : undefined,
  },
  { width: 'loss 0.123'.length, text: ({ scores }) => `loss ${scores.loss.toFixed(3)}` },
  { width: 'digit 99.99 %'.length, text: ({ scores }) => `digit ${percent(scores.digit.accuracy)}` },
  { width: '100,000 images/s'.length, text: ({ imagesPerSecond }) => rate(imagesPerSecond) },
  { width: 'sum 99.99 %'.length, text: ({ scores: { sum } }) => sum && `sum ${percent(sum.accuracy)}` },
];

const SEPARATOR_WIDTH = 3;

/** The minimum number of characters in the line of a bar: its epoch, itself and its percentage. */
const BAR_WIDTH = 'epoch 10/10 ██████████ 100%'.length;

/** As many parts as fit in a line beside the bar. */
function partsFor(columns: number) {
  let width = BAR_WIDTH;
  return PARTS.filter((part) => (width += SEPARATOR_WIDTH + part.width) <= columns);
}

/** Shows on standard error a bar for each epoch, if lines can be redrawn, and the epoch's scores when it is done. */
export function createProgress({ stderr, env }: Terminal): Progress {
  const style = styleOf(stderr, env);
  const separator = style.unicode ? ' · ' : ' | ';
  const parts = partsFor(style.columns);
  let bar: SingleBar | undefined;
  let epochs = 0;
  let stepsPerEpoch = 0;
  let batchSize = 0;
  let scores: Scores | undefined;

  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  const show = (event: TrainingEvent) => {
    switch (event.type) {
      case 'training-start':
        ({ epochs, stepsPerEpoch, batchSize } = event);
        break;
      case 'epoch-start': {
        scores = undefined;
        if (!style.redraw) break;
        bar = startBar({
          stream: stderr,
          style,
          format: `epoch ${event.epoch + 1}/${epochs} {bar} {percentage}%{parts}`,
          textWidth: parts.reduce((sum, { width }) => sum + SEPARATOR_WIDTH + width, 'epoch 10/10  100%'.length),
          total: stepsPerEpoch,
          done: event.index,
          fields: { parts: '' },
        });
        break;
      }
      case 'step': {
        if (bar === undefined) break;
        scores = scores === undefined ? event.scores : mergeScores(scores, event.scores);
        const { imagesPerSecond } = event;
        const secondsLeft = ((stepsPerEpoch - event.index - 1) * batchSize) / imagesPerSecond;
        const texts = parts.flatMap(({ text }) => text({ secondsLeft, imagesPerSecond, scores: scores! }) ?? []);
        bar.update(event.index + 1, { parts: texts.map((text) => separator + text).join('') });
        break;
      }
      case 'epoch-end':
        end();
        stderr.write(style.redraw ? epochLines(event, epochs) : epochLine(event, epochs, separator));
        break;
      case 'weights':
      case 'checkpoint':
      case 'training-end':
        break;
    }
  };
  return { show, end };
}

/** An epoch for a log: one line. */
function epochLine(
  { epoch, train, validation, imagesPerSecond, trainSeconds }: EpochEnd,
  epochs: number,
  separator: string,
): string {
  const parts = [
    `epoch ${epoch + 1}/${epochs}`,
    `train ${scoresText(train)}`,
    `validation ${scoresText(validation)}`,
    rate(imagesPerSecond),
    seconds(trainSeconds),
  ];
  return `${parts.join(separator)}\n`;
}

/** An epoch for a terminal: lines that fit in 80 columns. */
function epochLines({ epoch, train, validation, imagesPerSecond, trainSeconds }: EpochEnd, epochs: number): string {
  return [
    `epoch ${epoch + 1}/${epochs}  ${seconds(trainSeconds)}, ${rate(imagesPerSecond)}`,
    `  train       ${scoresText(train)}`,
    `  validation  ${scoresText(validation)}`,
    '',
  ].join('\n');
}

function scoresText({ digit, sum }: Scores): string {
  const text = (name: string, { accuracy, loss }: Scores['digit']) =>
    `${name} ${percent(accuracy)} loss ${loss.toFixed(3)}`;
  return sum ? `${text('digit', digit)}, ${text('sum', sum)}` : text('digit', digit);
}

const rate = (imagesPerSecond: number) => `${count(Math.round(imagesPerSecond))} images/s`;
