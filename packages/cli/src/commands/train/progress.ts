import type { Scores } from '@mnist-adder/model';
import type { EpochEnd, TrainingEvent } from '@mnist-adder/trainer';
import type { SingleBar } from 'cli-progress';
import { count, percent, seconds } from '../../terminal/format.js';
import { startBar } from '../../terminal/progress-bar.js';
import { styleOf, type Terminal } from '../../terminal/style.js';

/** Shows the progress of training. */
export interface Progress {
  show(event: TrainingEvent): void;
  /** Clears the bar, if training ends in the middle of an epoch. */
  end(): void;
}

/** Number of characters in the line of a bar besides the bar itself. */
const TEXT_WIDTH = 62;

/** Shows on standard error a bar for each epoch, if lines can be redrawn, and the epoch's scores when it is done. */
export function createProgress({ stderr, env }: Terminal): Progress {
  const style = styleOf(stderr, env);
  const separator = style.unicode ? ' · ' : ' | ';
  let bar: SingleBar | undefined;
  let epochs = 0;
  let stepsPerEpoch = 0;

  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  const show = (event: TrainingEvent) => {
    switch (event.type) {
      case 'training-start':
        ({ epochs, stepsPerEpoch } = event);
        break;
      case 'epoch-start': {
        if (!style.redraw) break;
        const parts = ['{percentage}%', '{rate}', '{eta_formatted} left', 'loss {loss}'];
        bar = startBar({
          stream: stderr,
          style,
          format: `epoch ${event.epoch + 1}/${epochs} {bar} ${parts.join(separator)}`,
          textWidth: TEXT_WIDTH,
          total: stepsPerEpoch,
          done: event.index,
          fields: { rate: '-', loss: '-' },
        });
        break;
      }
      case 'step':
        bar?.update(event.index + 1, { rate: rate(event.imagesPerSecond), loss: event.scores.loss.toFixed(3) });
        break;
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
