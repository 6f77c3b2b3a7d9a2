import cliProgress from 'cli-progress';
import type { TrainingEvent, TrainingMetrics } from '../loop/events.js';
import { percent, seconds } from './format.js';
import { canRedraw, canShowUnicode } from './terminal.js';
import type { Terminal } from './terminal.js';

/** Shows training as it goes: a bar for each epoch where lines can be redrawn, and one line when an epoch is done. */
export function createProgress(terminal: Terminal): (event: TrainingEvent) => void {
  const { stdout } = terminal;
  const redraw = canRedraw(terminal);
  const unicode = canShowUnicode(terminal);
  const separator = unicode ? ' · ' : ' | ';
  let bar: cliProgress.SingleBar | undefined;
  let epochs = 0;
  let stepsPerEpoch = 0;

  return (event) => {
    switch (event.type) {
      case 'training-start':
        ({ epochs, stepsPerEpoch } = event);
        break;
      case 'epoch-start':
        if (!redraw) break;
        bar = new cliProgress.SingleBar({
          format: `epoch ${event.epoch + 1}/${epochs} {bar} {percentage}%${separator}{rate} images/s${separator}{eta_formatted} left${separator}loss {loss}`,
          barCompleteChar: unicode ? '█' : '#',
          barIncompleteChar: unicode ? '░' : '-',
          barsize: 24,
          clearOnComplete: true,
          hideCursor: true,
          stream: stdout,
        });
        bar.start(stepsPerEpoch, 0, { rate: '-', loss: '-' });
        break;
      case 'step':
        bar?.update(event.index + 1, {
          rate: Math.round(event.imagesPerSecond).toLocaleString('en'),
          loss: event.metrics.loss.toFixed(3),
        });
        break;
      case 'epoch-end':
        bar?.stop();
        bar = undefined;
        stdout.write(
          [
            `epoch ${event.epoch + 1}/${epochs}`,
            `train ${describe(event.train)}`,
            `validation ${describe(event.validation)}`,
            `${Math.round(event.imagesPerSecond).toLocaleString('en')} images/s`,
            seconds(event.trainSeconds),
          ].join(separator) + '\n',
        );
        break;
      case 'training-end':
        break;
    }
  };
}

function describe({
  loss,
  digitAccuracy,
  sumAccuracy,
}: Pick<TrainingMetrics, 'loss' | 'digitAccuracy' | 'sumAccuracy'>): string {
  return `loss ${loss.toFixed(3)} digit ${percent(digitAccuracy)} sum ${percent(sumAccuracy)}`;
}
