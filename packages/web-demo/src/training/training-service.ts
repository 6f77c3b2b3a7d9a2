import { version } from '../../package.json';
import { createPause } from './pause.js';
import type { TrainingService } from './protocol.js';

/** Trains in the calling worker. The code for it is loaded when training starts. */
export function createTrainingService(): TrainingService {
  const pause = createPause(() => performance.now() / 1000);
  const stopping = new AbortController();
  return {
    async train(order, onUpdate) {
      const { trainInPage } = await import('./train-in-page.js');
      return trainInPage(order, { onUpdate, pause, signal: stopping.signal, packageVersion: version });
    },
    pause: pause.pause,
    resume: pause.resume,
    stop() {
      stopping.abort();
      pause.resume();
    },
  };
}
