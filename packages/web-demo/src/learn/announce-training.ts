import { effect } from '@preact/signals';
import { isBusy, type Training } from '../training/training.js';
import { statusText, trainingStatus } from './training-status.js';

/**
 * Makes a training visible outside of its view: in the page's header and title. Leaving the page asks while it trains.
 *
 * @returns ends it.
 */
export function announceTraining(training: Training, page: Document, window: Window): () => void {
  const usual = page.title;
  const ask = (event: BeforeUnloadEvent) => {
    event.preventDefault();
  };
  const end = effect(() => {
    const phase = training.phase.value;
    if (!isBusy(phase)) {
      trainingStatus.value = undefined;
      page.title = usual;
      window.removeEventListener('beforeunload', ask);
      return;
    }
    const { steps = 0, points = [] } = training.run.value ?? {};
    const done = phase.type === 'training' && steps > 0 ? (points.at(-1)?.step ?? 0) / steps : undefined;
    const status = { done, paused: phase.type === 'training' && phase.paused };
    trainingStatus.value = status;
    const title = `${statusText(status)} · ${usual}`;
    if (page.title !== title) page.title = title;
    window.addEventListener('beforeunload', ask);
  });
  return () => {
    end();
    trainingStatus.value = undefined;
    page.title = usual;
    window.removeEventListener('beforeunload', ask);
  };
}
