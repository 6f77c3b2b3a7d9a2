import type { Evaluation } from '@mnist-adder/model';
import type { SingleBar } from 'cli-progress';
import type { TrainingEvent, TrainingMetrics } from '@mnist-adder/trainer';
import { percent, seconds } from '../../terminal/format.js';
import { startBar } from '../../terminal/progress-bar.js';
import { styleOf } from '../../terminal/style.js';
import type { Terminal } from '../../terminal/style.js';

/** Shows training as it goes. */
export interface Progress {
  show(event: TrainingEvent): void;
  /** Takes the bar away where training ended in the middle of an epoch. */
  end(): void;
}

/** Characters on the line of a bar besides the bar itself. */
const TEXT_WIDTH = 62;

/** A bar for each epoch on standard error where lines can be redrawn there, and what it came to when it is done. */
export function createProgress(terminal: Terminal): Progress {
  const { stderr, env } = terminal;
  const style = styleOf(stderr, env);
  const { redraw, unicode } = style;
  const separator = unicode ? ' · ' : ' | ';
  let bar: SingleBar | undefined;
  let epochs = 0;
  let stepsPerEpoch = 0;

  const show = (event: TrainingEvent) => {
    switch (event.type) {
      case 'training-start':
        ({ epochs, stepsPerEpoch } = event);
        break;
      case 'epoch-start':
        if (!redraw) break;
        bar = startBar({
          stream: stderr,
          style,
          format: `epoch ${event.epoch + 1}/${epochs} {bar} {percentage}%${separator}{rate}${separator}{eta_formatted} left${separator}loss {loss}`,
          textWidth: TEXT_WIDTH,
          total: stepsPerEpoch,
          done: event.index,
          fields: { rate: '-', loss: '-' },
        });
        break;
      case 'step':
        bar?.update(event.index + 1, {
          rate: rate(event.imagesPerSecond),
          loss: event.metrics.loss.toFixed(3),
        });
        break;
      case 'epoch-end':
        bar?.stop();
        bar = undefined;
        stderr.write(redraw ? epochLines(event, epochs) : epochLine(event, epochs, separator));
        break;
      case 'weights':
      case 'checkpoint':
      case 'training-end':
        break;
    }
  };
  return { show, end: () => bar?.stop() };
}

type EpochEnd = Extract<TrainingEvent, { type: 'epoch-end' }>;

/** An epoch for a log: one line. */
function epochLine(
  { epoch, train, validation, imagesPerSecond, trainSeconds }: EpochEnd,
  epochs: number,
  separator: string,
): string {
  const parts = [
    `epoch ${epoch + 1}/${epochs}`,
    `train ${scores(train)}`,
    `validation ${scores(validation)}`,
    rate(imagesPerSecond),
    seconds(trainSeconds),
  ];
  return `${parts.join(separator)}\n`;
}

/** An epoch for a terminal: lines that fit into 80 columns. */
function epochLines({ epoch, train, validation, imagesPerSecond, trainSeconds }: EpochEnd, epochs: number): string {
  return [
    `epoch ${epoch + 1}/${epochs}  ${seconds(trainSeconds)}, ${rate(imagesPerSecond)}`,
    `  train       ${scores(train)}`,
    `  validation  ${scores(validation)}`,
    '',
  ].join('\n');
}

function scores(metrics: TrainingMetrics | Evaluation): string {
  const score = (accuracy: number, loss: number) => `${percent(accuracy)} loss ${loss.toFixed(3)}`;
  const digit = `digit ${score(metrics.digitAccuracy, metrics.digitLoss)}`;
  return 'sumLoss' in metrics ? `${digit}, sum ${score(metrics.sumAccuracy, metrics.sumLoss)}` : digit;
}

const rate = (imagesPerSecond: number) => `${Math.round(imagesPerSecond).toLocaleString('en')} images/s`;
