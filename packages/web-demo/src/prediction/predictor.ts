import type { AdderFiles } from '@mnist-adder/model';
import { proxy, wrap } from 'comlink';
import { BACKEND_TITLES } from '../backend/backend-name.js';
import type { BackendName } from '../backend/backend-name.js';
import type { Capabilities } from '../backend/capabilities.js';
import { chooseBackend } from '../backend/choose-backend.js';
import type { BackendChoice } from '../backend/choose-backend.js';
import type { ModelFacts, Outcome, PredictionService, Question } from './protocol.js';

/** A worker that predicts on one backend. Another backend is another worker, so that nothing is left of the one before. */
export interface Predictor {
  readonly capabilities: Capabilities;
  readonly backend: BackendChoice;
  /** Answers a question, opening the model that it names first. */
  ask(question: Question, files: () => Promise<AdderFiles>): Promise<Outcome>;
  /** Checks a model that came from outside. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  /** Forgets a model, so that it is opened anew. */
  close(model: string): void;
  countTensors(): Promise<number>;
  stop(): void;
}

/**
 * Starts a worker on the backend that is asked for, or on the next best one, which says why.
 *
 * @param onLost is told when its graphics context is lost; it answers nothing after that.
 * @throws `Error` where nothing starts.
 */
export async function startPredictor(asked: BackendName | 'auto', onLost: () => void): Promise<Predictor> {
  const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module', name: 'prediction' });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(`The worker that predicts did not start: ${message || 'its script could not be read'}.`));
    });
  });
  const service = wrap<PredictionService>(worker);
  const capabilities = await Promise.race([service.findCapabilities(), failed]);
  const backend = await start(chooseBackend(asked, capabilities), capabilities);
  const opened = new Map<string, Promise<void>>();

  async function start(choice: BackendChoice, capabilities: Capabilities): Promise<BackendChoice> {
    try {
      await service.start(choice.name, proxy(onLost));
      return choice;
    } catch (error) {
      const next = nextBest(choice.name, capabilities);
      if (next === undefined) throw error;
      return start({ name: next, reason: failure(choice.name, next, error), standsIn: true }, capabilities);
    }
  }

  async function open(model: string, files: () => Promise<AdderFiles>): Promise<void> {
    await service.open(model, await files());
  }

  return {
    ...{ capabilities, backend },
    async ask(question, files) {
      const { model } = question;
      if (!opened.has(model)) opened.set(model, open(model, files));
      try {
        await opened.get(model);
      } catch (error) {
        opened.delete(model);
        throw error;
      }
      return service.ask(question);
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

function nextBest(name: BackendName, { wasm }: Capabilities): BackendName | undefined {
  if (name === 'cpu') return undefined;
  return wasm && name !== 'wasm' ? 'wasm' : 'cpu';
}

function failure(name: BackendName, next: BackendName, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${BACKEND_TITLES[name]} does not start (${why}). ${BACKEND_TITLES[next]} is used instead.`;
}
