import type { AdderFiles } from '@mnist-adder/model';
import { proxy, wrap, type Remote } from 'comlink';
import { BACKEND_TITLES, type BackendName, type Capabilities } from '../backend/backends.js';
import { chooseBackend, type BackendChoice } from '../backend/choose-backend.js';
import type { ModelSource } from '../models/bundled-models.js';
import type { ModelFacts, Outcome, PredictionService, Question } from './protocol.js';

/** A worker that predicts on one backend. Each backend gets a new worker, so nothing is left of the one before. */
export interface Predictor {
  readonly capabilities: Capabilities;
  readonly backend: BackendChoice;
  /** Asks a model, which is opened first if it is not open yet. */
  ask(model: ModelSource, question: Omit<Question, 'model'>): Promise<Outcome>;
  /** Checks a model from outside the page. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  /** Closes a model. The next question to it opens it again. */
  close(model: string): void;
  /** The number of tensors in the worker's memory. */
  countTensors(): Promise<number>;
  stop(): void;
}

/**
 * Starts a worker on the backend that is asked for. If that does not start, it takes the next best one and says why.
 *
 * @param onLost called when its graphics context is lost. It gives no answers after that.
 * @throws `Error` if no backend starts.
 */
export async function startPredictor(asked: BackendName | 'auto', onLost: () => void): Promise<Predictor> {
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
  const opened = new Map<string, Promise<void>>();

  async function open({ name, files }: ModelSource): Promise<void> {
    await service.open(name, await files());
  }

  return {
    capabilities,
    backend,
    async ask(model, question) {
      const { name } = model;
      if (!opened.has(name)) opened.set(name, open(model));
      try {
        await opened.get(name);
      } catch (error) {
        opened.delete(name);
        throw error;
      }
      return service.ask({ ...question, model: name });
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
