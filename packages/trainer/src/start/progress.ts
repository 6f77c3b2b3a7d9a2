import type { Evaluation } from '@mnist-adder/model';
import cliProgress from 'cli-progress';
import type { TrainingEvent } from '../loop/events.js';
import type { TrainingMetrics } from '../loop/metrics.js';
import { percent, seconds } from './format.js';
import { canRedraw, canShowUnicode } from './terminal.js';
import type { Terminal } from './terminal.js';

/** Shows training as it goes. */
export interface Progress {
  show(event: TrainingEvent): void;
  /** Takes the bar away where training ended in the middle of an epoch. */
  end(): void;
}

/** Characters on the line of a bar besides the bar itself. */
const TEXT_WIDTH = 62;

/** A bar for each epoch where lines can be redrawn, and what it came to when it is done. */
export function createProgress(terminal: Terminal): Progress {
  const { stdout } = terminal;
  const redraw = canRedraw(terminal);
  const unicode = canShowUnicode(terminal);
  const separator = unicode ? ' · ' : ' | ';
  let bar: cliProgress.SingleBar | undefined;
  let epochs = 0;
  let stepsPerEpoch = 0;

  const show = (event: TrainingEvent) => {
    switch (event.type) {
      case 'training-start':
        ({ epochs, stepsPerEpoch } = event);
        break;
      case 'epoch-start':
        if (!redraw) break;
        bar = new cliProgress.SingleBar({
          format: `epoch ${event.epoch + 1}/${epochs} {bar} {percentage}%${separator}{rate}${separator}{eta_formatted} left${separator}loss {loss}`,
          barCompleteChar: unicode ? '█' : '#',
          barIncompleteChar: unicode ? '░' : '-',
          barsize: Math.max(4, Math.min(24, (stdout.columns ?? 80) - TEXT_WIDTH)),
          clearOnComplete: true,
          stream: stdout,
          // The terminal is left as it is, so that Ctrl-C can end the program at once with nothing to restore.
          gracefulExit: false,
          hideCursor: false,
          linewrap: true,
        });
        bar.start(stepsPerEpoch, event.index, { rate: '-', loss: '-' });
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
        stdout.write(redraw ? epochLines(event, epochs) : epochLine(event, epochs, separator));
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
