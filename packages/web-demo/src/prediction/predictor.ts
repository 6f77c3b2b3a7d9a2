import type { AdderFiles, Picture } from '@mnist-adder/model';
import { proxy, wrap, type Remote } from 'comlink';
import { BACKEND_TITLES, type BackendName, type Capabilities } from '../backend/backends.js';
import { chooseBackend, type BackendChoice } from '../backend/choose-backend.js';
import type { ModelSource } from '../models/bundled-models.js';
import type { SwitchedOff } from './channel-switch.js';
import type {
  Answer,
  LayerFacts,
  LayerWeights,
  ModelFacts,
  PredictionService,
  Question,
  ReadDigit,
} from './protocol.js';

/** A worker that predicts on one backend. Each backend gets a new worker, so nothing is left of the one before. */
export interface Predictor {
  readonly capabilities: Capabilities;
  readonly backend: BackendChoice;
  /** Opens a model: the same one each time, until it is closed or other channels are switched off. */
  open(model: ModelSource): Promise<OpenModel>;
  /** Checks a model from outside the page. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  /** Closes a model. */
  close(model: string): void;
  stop(): void;
}

/** A model that is open in a worker. Once another one is open under its name, it gives no answers. */
export interface OpenModel {
  /** Its name in the worker, which no other model has. */
  readonly name: string;
  readonly layers: readonly LayerFacts[];
  /**
   * Asks it.
   *
   * @returns undefined if the image shows nothing.
   * @throws {@link StoppedError} if the worker is stopped before it answers.
   */
  ask(question: Omit<Question, 'model'>): Promise<Answer | undefined>;
  /**
   * Reads the digits of a number, from left to right; none if the picture shows nothing.
   *
   * @throws {@link StoppedError} if the worker is stopped before it answers.
   */
  readNumber(picture: Picture): Promise<readonly ReadDigit[]>;
  /**
   * Reads the weights of a layer, once.
   *
   * @throws {@link StoppedError} if the worker is stopped meanwhile.
   */
  weightsOf(layer: string): Promise<LayerWeights>;
}

/** The worker was stopped before it answered. Nothing is wrong: what is shown is asked again of the worker that follows it. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** What can end a predictor. It gives no answers after that. */
export interface PredictorEnds {
  /** Called when its graphics context is lost. */
  readonly onLost: () => void;
  /** Called when it does not answer for ten seconds. It should be stopped then. */
  readonly onHung: () => void;
}

const NONE_OFF: SwitchedOff = {};
const PATIENCE_MS = 10_000;

/**
 * Starts a worker on the backend that is asked for. If that does not start, it takes the next best one and says why.
 *
 * @throws `Error` if no backend starts.
 */
export async function startPredictor(
  asked: BackendName | 'auto',
  { onLost, onHung }: PredictorEnds,
): Promise<Predictor> {
  const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module', name: 'prediction' });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      const why = message || 'its script could not be read';
      reject(new Error(`The worker that predicts did not start (${why}): reload the page.`));
    });
  });
  const service = wrap<PredictionService>(worker);
  const capabilities = await Promise.race([service.findCapabilities(), failed]);
  const backend = await startBest(service, chooseBackend(asked, capabilities), { capabilities, onLost });
  let stop: (error: StoppedError) => void;
  const stopped = new Promise<never>((_, reject) => (stop = reject));
  stopped.catch(() => undefined);
  const opened = new Map<string, Opened>();
  let count = 0;

  async function openAs(name: string, { files, off = NONE_OFF }: ModelSource): Promise<OpenModel> {
    const layers = await Promise.race([service.open(name, await files(), off), stopped]);
    const weights = new Map<string, Promise<LayerWeights>>();
    const awaited = <Given>(given: Promise<Given>): Promise<Given> => {
      const timer = setTimeout(onHung, PATIENCE_MS);
      return Promise.race([given, stopped]).finally(() => {
        clearTimeout(timer);
      });
    };
    return {
      name,
      layers,
      ask: (question) => awaited(service.ask({ ...question, model: name })),
      readNumber: (picture) => awaited(service.readNumber(name, picture)),
      weightsOf(layer) {
        const reading = weights.get(layer) ?? Promise.race([service.readWeights(name, layer), stopped]);
        weights.set(layer, reading);
        return reading;
      },
    };
  }

  function close(name: string): void {
    const entry = opened.get(name);
    if (entry === undefined) return;
    opened.delete(name);
    // It may still be on its way to the worker.
    entry.model.then(() => service.close(entry.unique)).catch(() => undefined);
  }

  return {
    capabilities,
    backend,
    async open(source) {
      const { name, off = NONE_OFF } = source;
      let entry = opened.get(name);
      if (entry?.off !== off) {
        close(name);
        const unique = `${name} ${++count}`;
        entry = { unique, off, model: openAs(unique, source) };
        opened.set(name, entry);
      }
      try {
        return await entry.model;
      } catch (error) {
        if (opened.get(name) === entry) opened.delete(name);
        throw error;
      }
    },
    check: (files, source) => service.check(files, source),
    close,
    stop() {
      worker.terminate();
      stop(new StoppedError());
    },
  };
}

interface Opened {
  /** The model's name in the worker, which no other one has. */
  readonly unique: string;
  readonly off: SwitchedOff;
  readonly model: Promise<OpenModel>;
}

interface StartContext {
  readonly capabilities: Capabilities;
  readonly onLost: () => void;
}

/** Starts a backend, or the next best one that starts. */
async function startBest(
  service: Remote<PredictionService>,
  choice: BackendChoice,
  context: StartContext,
): Promise<BackendChoice> {
  try {
    await service.start(choice.name, proxy(context.onLost));
    return choice;
  } catch (error) {
    const next = nextBest(choice.name, context.capabilities);
    if (next === undefined) throw error;
    const reason = failure(choice.name, next, error);
    return startBest(service, { name: next, reason, isReplacement: true }, context);
  }
}

function nextBest(name: BackendName, { wasm }: Capabilities): BackendName | undefined {
  if (name === 'cpu') return undefined;
  return wasm && name !== 'wasm' ? 'wasm' : 'cpu';
}

function failure(name: BackendName, next: BackendName, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${BACKEND_TITLES[name]} does not start (${why}). ${BACKEND_TITLES[next]} is used instead.`;
}
