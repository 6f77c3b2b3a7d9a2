import { version as packageVersion } from '../../package.json';
import { createPause } from './pause.js';
import type { OwnDrawing, TrainingService } from './protocol.js';

/** Trains in the calling worker. The code for it is loaded when training starts. */
export function createTrainingService(): TrainingService {
  const pause = createPause(() => performance.now() / 1000);
  const stopping = new AbortController();
  let own: OwnDrawing | undefined;
  return {
    async train(order, from, onUpdate) {
      const { trainInPage } = await import('./train-in-page.js');
      let delivered: unknown;
      const trained = await trainInPage(order, from, {
        onUpdate(update) {
          delivered = onUpdate(update);
        },
        pause,
        signal: stopping.signal,
        own: () => own,
        packageVersion,
      });
      // The page ends this worker when it has the model.
      await delivered;
      return trained;
    },
    async modelAt(order, checkpoint, scores) {
      const { modelAt } = await import('./model-at.js');
      return modelAt(order, checkpoint, { scores, packageVersion });
    },
    show(drawing) {
      own = drawing;
    },
    pause: pause.pause,
    resume: pause.resume,
    stop() {
      stopping.abort();
      pause.resume();
    },
  };
}
