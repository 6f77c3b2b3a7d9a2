import type { AdderFiles } from '@mnist-adder/model';
import { proxy, wrap, type Remote } from 'comlink';
import { BACKEND_TITLES, type BackendName, type Capabilities } from '../backend/backends.js';
import { chooseBackend, type BackendChoice } from '../backend/choose-backend.js';
import type { ModelSource } from '../models/bundled-models.js';
import type { Answer, LayerFacts, LayerWeights, ModelFacts, PredictionService, Question } from './protocol.js';
import type { SwitchedOff } from './channel-switch.js';

/** A worker that predicts on one backend. Each backend gets a new worker, so nothing is left of the one before. */
export interface Predictor {
  readonly capabilities: Capabilities;
  readonly backend: BackendChoice;
  /** The layers of a model, which is opened first if it is not open yet. */
  layersOf(model: ModelSource): Promise<readonly LayerFacts[]>;
  /**
   * Asks a model, which is opened first if it is not open yet.
   *
   * @returns undefined if the image shows nothing.
   * @throws `Error` if the worker hangs: if it does not answer for ten seconds.
   */
  ask(model: ModelSource, question: Omit<Question, 'model'>): Promise<Answer | undefined>;
  /** The weights of a layer of a model, which is opened first if it is not open yet. */
  weightsOf(model: ModelSource, layer: string): Promise<LayerWeights>;
  /** Checks a model from outside the page. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  /** Closes a model. The next question to it opens it again. */
  close(model: string): void;
  /** The number of tensors in the worker's memory. */
  countTensors(): Promise<number>;
  stop(): void;
}

/** What can end a predictor. It gives no answers after that. */
export interface PredictorEnds {
  /** Called when its graphics context is lost. */
  readonly onLost: () => void;
  /** Called when it does not answer for ten seconds. */
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
  const opened = new Map<string, { readonly off: SwitchedOff; readonly layers: Promise<readonly LayerFacts[]> }>();

  async function layersOf({ name, files, off = NONE_OFF }: ModelSource): Promise<readonly LayerFacts[]> {
    let entry = opened.get(name);
    if (entry?.off !== off) {
      entry = { off, layers: files().then((content) => service.open(name, content, off)) };
      opened.set(name, entry);
    }
    try {
      return await entry.layers;
    } catch (error) {
      if (opened.get(name) === entry) opened.delete(name);
      throw error;
    }
  }

  return {
    capabilities,
    backend,
    layersOf,
    async ask(model, question) {
      await layersOf(model);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const hung = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error('The network did not answer for ten seconds. It is started again.'));
          onHung();
        }, PATIENCE_MS);
      });
      return Promise.race([service.ask({ ...question, model: model.name }), hung]).finally(() => {
        clearTimeout(timer);
      });
    },
    async weightsOf(model, layer) {
      await layersOf(model);
      return service.readWeights(model.name, layer);
    },
    check: (files, source) => service.check(files, source),
    close(model) {
      opened.delete(model);
      void service.close(model);
    },
    countTensors: () => service.countTensors(),
    stop() {
      worker.terminate();
    },
  };
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
