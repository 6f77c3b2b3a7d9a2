import type { AdderFiles } from '@mnist-adder/model';
import { computed, signal } from '@preact/signals';
import { DEFAULT_ADDRESS } from './address/address.js';
import type { Address } from './address/address.js';
import { EMPTY } from './drawing/drawing.js';
import type { Drawing } from './drawing/drawing.js';
import type { ModelFacts, Outcome } from './prediction/protocol.js';
import type { Predictor } from './prediction/predictor.js';

/** A model that was trained in the page or came from a file. */
export interface OwnModel {
  readonly name: string;
  readonly files: AdderFiles;
  readonly facts: ModelFacts;
}

// What the person says.
export const drawing = signal<Drawing>(EMPTY);
/** The digit that is added, where it is drawn as well. */
export const secondDrawing = signal<Drawing | undefined>(undefined);
export const addend = signal(DEFAULT_ADDRESS.add);
export const head = signal<Address['head']>(DEFAULT_ADDRESS.head);
export const askedBackend = signal<Address['backend']>(DEFAULT_ADDRESS.backend);
export const seed = signal(DEFAULT_ADDRESS.seed);
export const view = signal<Address['view']>(DEFAULT_ADDRESS.view);
export const ownModel = signal<OwnModel | undefined>(undefined);
/** Whether the model of one's own answers, and not one that came with the page. */
export const usesOwnModel = signal(false);

// What comes of it.
export const predictor = signal<Predictor | undefined>(undefined);
/** What the page has to say about itself: a backend that does not start, a file that cannot be read. */
export const notice = signal<string | undefined>(undefined);
export const outcome = signal<Outcome | undefined>(undefined);

/** The answer that is shown; undefined before there is one, and where the pad is empty. */
export const answer = computed(() => {
  const shown = outcome.value;
  return shown !== undefined && 'answer' in shown ? shown.answer : undefined;
});

/** Says in the page what went wrong. */
export function report(error: unknown): void {
  notice.value = error instanceof Error ? error.message : String(error);
}
