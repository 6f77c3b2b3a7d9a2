import { batch, signal } from '@preact/signals';
import { proxy, wrap } from 'comlink';
import type { CurvePoint, TrainedModel, TrainingOrder, TrainingService, TrainingUpdate } from './protocol.js';

/** The state of a training in the page. */
export type TrainingPhase =
  | { readonly type: 'idle' }
  | { readonly type: 'loading'; readonly fraction: number }
  | { readonly type: 'preparing' }
  | { readonly type: 'training'; readonly paused: boolean }
  | { readonly type: 'ended'; readonly trained: TrainedModel | undefined }
  | { readonly type: 'failed'; readonly message: string };

/** A training in the page: its state as signals, and what can be done with it. */
export function createTraining() {
  const phase = signal<TrainingPhase>({ type: 'idle' });
  const order = signal<TrainingOrder | undefined>(undefined);
  const points = signal<readonly CurvePoint[]>([]);
  const validations = signal<readonly CurvePoint[]>([]);
  const confusion = signal<readonly number[] | undefined>(undefined);
  const imagesPerSecond = signal<number | undefined>(undefined);
  const secondsLeft = signal<number | undefined>(undefined);
  let service: ReturnType<typeof wrap<TrainingService>> | undefined;

  const show = (update: TrainingUpdate) => {
    batch(() => {
      switch (update.type) {
        case 'loading':
          phase.value = { type: 'loading', fraction: update.fraction };
          return;
        case 'preparing':
          phase.value = { type: 'preparing' };
          return;
        case 'steps':
          if (phase.value.type !== 'training') phase.value = { type: 'training', paused: false };
          points.value = [...points.value, ...update.points];
          imagesPerSecond.value = update.imagesPerSecond;
          secondsLeft.value = update.secondsLeft;
          return;
        case 'confusion':
          confusion.value = update.counts;
          return;
        case 'validation':
          validations.value = [...validations.value, update.point];
      }
    });
  };

  return {
    phase,
    order,
    points,
    validations,
    confusion,
    imagesPerSecond,
    secondsLeft,
    /** Trains in a worker of its own. `phase` has the result. */
    async start(asked: TrainingOrder): Promise<void> {
      batch(() => {
        order.value = asked;
        points.value = [];
        validations.value = [];
        confusion.value = undefined;
        imagesPerSecond.value = undefined;
        secondsLeft.value = undefined;
        phase.value = { type: 'loading', fraction: 0 };
      });
      const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module', name: 'training' });
      service = wrap<TrainingService>(worker);
      try {
        const trained = await service.train(asked, proxy(show));
        phase.value = { type: 'ended', trained };
      } catch (error) {
        phase.value = { type: 'failed', message: error instanceof Error ? error.message : String(error) };
      } finally {
        // Its memory is freed with it.
        worker.terminate();
      }
    },
    pause: () => {
      phase.value = { type: 'training', paused: true };
      void service?.pause();
    },
    resume: () => {
      phase.value = { type: 'training', paused: false };
      void service?.resume();
    },
    stop: () => {
      void service?.stop();
    },
  };
}

export type Training = ReturnType<typeof createTraining>;
