import type { AdderFiles, Scores } from '@mnist-adder/model';
import type { Checkpoint } from '@mnist-adder/trainer';
import { batch, computed, signal } from '@preact/signals';
import { proxy, wrap } from 'comlink';
import { freeName } from '../models/free-name.js';
import { withCheckpoint } from './checkpoint-list.js';
import type {
  CurvePoint,
  OwnDrawing,
  OwnReading,
  ReadImage,
  TrainedModel,
  TrainingOrder,
  TrainingService,
  TrainingUpdate,
} from './protocol.js';
import { runName } from './run-name.js';
import { createRunKeeper, storedRun, type RunKeeper, type RunSoFar } from './stored-run.js';

/** The state of a training in the page. */
export type TrainingPhase =
  | { readonly type: 'idle' }
  | { readonly type: 'loading'; readonly fraction: number }
  | { readonly type: 'preparing' }
  | { readonly type: 'training'; readonly paused: boolean }
  /** `trained` is undefined if training was stopped before its first step. */
  | { readonly type: 'ended'; readonly trained: TrainedModel | undefined; readonly name: string }
  /** The page was left while it trained. */
  | { readonly type: 'interrupted' }
  | { readonly type: 'failed'; readonly message: string };

/** A run that is over. */
export interface PastRun {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  readonly validations: readonly CurvePoint[];
}

/** Trainings in the page, one after the other: their state as signals, and what can be done with them. */
export function createTraining() {
  const phase = signal<TrainingPhase>({ type: 'idle' });
  /** The newest run; undefined before the first one. */
  const run = signal<RunSoFar | undefined>(undefined);
  /** The runs before. */
  const past = signal<readonly PastRun[]>([]);
  const confusion = signal<readonly number[] | undefined>(undefined);
  const images = signal<readonly ReadImage[]>([]);
  const own = signal<OwnReading | undefined>(undefined);
  const misread = signal<readonly ReadImage[] | undefined>(undefined);
  const imagesPerSecond = signal<number | undefined>(undefined);
  const secondsLeft = signal<number | undefined>(undefined);
  /** Whether a reload would lose the run. */
  const isKept = signal(true);
  let drawing: OwnDrawing | undefined;
  let service: ReturnType<typeof wrap<TrainingService>> | undefined;
  let rewinder: ReturnType<typeof wrap<TrainingService>> | undefined;
  let endNow: () => void = () => undefined;
  /** The number of the newest training. What an older one still sends is dropped. */
  let current = 0;
  let working: Promise<void> = Promise.resolve();

  const change = (changes: Partial<RunSoFar>) => {
    if (run.value !== undefined) run.value = { ...run.value, ...changes };
  };

  const show = (update: TrainingUpdate) => {
    const { points = [], validations = [], checkpoints = [] } = run.value ?? {};
    batch(() => {
      switch (update.type) {
        case 'loading':
          phase.value = { type: 'loading', fraction: update.fraction };
          return;
        case 'preparing':
          phase.value = { type: 'preparing' };
          return;
        case 'start':
          phase.value = { type: 'training', paused: false };
          change({ steps: update.steps, stepsPerEpoch: update.stepsPerEpoch });
          return;
        case 'steps':
          change({ points: [...points, ...update.points] });
          imagesPerSecond.value = update.imagesPerSecond;
          secondsLeft.value = update.secondsLeft;
          return;
        case 'look':
          // They are the same images each time: what stays the same object is not painted again.
          images.value = update.images.map((image, i) => ({
            ...image,
            pixels: images.value[i]?.pixels ?? image.pixels,
          }));
          own.value = update.own;
          return;
        case 'confusion':
          confusion.value = update.counts;
          return;
        case 'validation':
          change({ validations: [...validations, update.point] });
          misread.value = update.misread;
          return;
        case 'checkpoint':
          change({ checkpoints: withCheckpoint(checkpoints, update.checkpoint) });
      }
    });
  };

  /** The name of a run for what it did, which no run of the past has. */
  const nameOf = ({ order, steps, points, checkpoints }: RunSoFar) => {
    const step = Math.max(points.at(-1)?.step ?? 0, checkpoints.at(-1)?.state.step ?? 0);
    return freeName(runName(order, { step, steps }), (name) => past.value.some((other) => other.name === name));
  };

  const name = computed(() => {
    const newest = run.value;
    if (newest === undefined) return '';
    const { recipe, seed } = newest.order;
    return isBusy(phase.value) ? `${recipe}, seed ${seed}` : nameOf(newest);
  });

  /** Puts the newest run among the past ones, if it came to its first step. */
  const setAside = () => {
    const over = run.value;
    if (over === undefined || over.points.length === 0) return;
    const { points, validations } = over;
    past.value = [...past.value, { name: nameOf(over), points, validations }];
  };

  /** Trains in a worker of its own. `phase` has the result. */
  const work = async (begun: RunSoFar): Promise<void> => {
    const mine = ++current;
    batch(() => {
      setAside();
      run.value = begun;
      confusion.value = undefined;
      images.value = [];
      own.value = undefined;
      misread.value = undefined;
      imagesPerSecond.value = undefined;
      secondsLeft.value = undefined;
      isKept.value = true;
      phase.value = { type: 'loading', fraction: 0 };
    });
    const worker = startWorker('training');
    const running = wrap<TrainingService>(worker);
    service = running;
    void running.show(drawing);
    const ended = new Promise<undefined>((resolve) => {
      endNow = () => {
        current++;
        resolve(undefined);
      };
    });
    const keeper = await createRunKeeper();
    const update = (news: TrainingUpdate) => {
      if (mine !== current) return;
      show(news);
      if (news.type === 'checkpoint') void keep(keeper, run.value!);
    };
    try {
      const trained = await Promise.race([running.train(begun.order, begun.checkpoints.at(-1), proxy(update)), ended]);
      if (trained?.isFinished === true) await keeper?.forget();
      phase.value = { type: 'ended', trained, name: nameOf(run.value!) };
    } catch (error) {
      phase.value = { type: 'failed', message: error instanceof Error ? error.message : String(error) };
    } finally {
      keeper?.leave();
      service = undefined;
      // Its memory is freed with it.
      worker.terminate();
    }
  };

  const keep = async (keeper: RunKeeper | undefined, soFar: RunSoFar) => {
    isKept.value = keeper !== undefined && (await keeper.keep(soFar));
  };

  return {
    phase,
    run,
    /** What the newest run is called. */
    name,
    past,
    confusion,
    images,
    own,
    misread,
    imagesPerSecond,
    secondsLeft,
    isKept,
    /** Trains from the beginning. */
    start(order: TrainingOrder): Promise<void> {
      working = work({ order, steps: 0, stepsPerEpoch: 1, points: [], validations: [], checkpoints: [] });
      return working;
    },
    /** Goes on from a checkpoint of the newest run. If that drops steps or changes the order, the run stays as one of the past. */
    async goOn(checkpoint: Checkpoint, order: TrainingOrder): Promise<void> {
      endNow();
      await working;
      const before = run.value!;
      const { step } = checkpoint.state;
      const isKept = (point: CurvePoint) => point.step <= step;
      const begun = {
        ...before,
        order,
        points: before.points.filter(isKept),
        validations: before.validations.filter(isKept),
        checkpoints: before.checkpoints.filter(({ state }) => state.step <= step),
      };
      if (begun.points.length === before.points.length && order === before.order) run.value = undefined;
      working = work(begun);
      await working;
    },
    /** Shows the run that was under way when the page was left, if there is one. */
    async restore(): Promise<void> {
      const stored = await storedRun();
      if (stored === undefined || phase.value.type !== 'idle') return;
      batch(() => {
        run.value = stored;
        phase.value = { type: 'interrupted' };
      });
    },
    /** The model as it was at a checkpoint of the newest run; `scores` go into its metadata. */
    modelAt(checkpoint: Checkpoint, scores: Scores): Promise<AdderFiles> {
      rewinder ??= wrap<TrainingService>(startWorker('rewinding'));
      return rewinder.modelAt(run.value!.order, checkpoint, scores);
    },
    /** Takes a past run away. */
    remove(name: string) {
      past.value = past.value.filter((other) => other.name !== name);
    },
    /** Sets the drawing that the network in training is asked about. */
    look(shown: OwnDrawing | undefined) {
      drawing = shown;
      void service?.show(shown);
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
      // Before the first step there is nothing to keep, and a worker that fetches or compiles would not listen.
      if (phase.value.type === 'training') void service?.stop();
      else endNow();
    },
  };
}

function startWorker(name: string): Worker {
  return new Worker(new URL('../worker.ts', import.meta.url), { type: 'module', name });
}

export type Training = ReturnType<typeof createTraining>;

/** Whether a training is under way. */
export const isBusy = ({ type }: TrainingPhase): boolean =>
  type === 'loading' || type === 'preparing' || type === 'training';
