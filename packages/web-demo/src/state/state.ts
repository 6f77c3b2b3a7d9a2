import type { AdderFiles } from '@mnist-adder/model';
import { computed, signal } from '@preact/signals';
import { EMPTY, type Drawing } from '../drawing/drawing.js';
import type { Predictor } from '../prediction/predictor.js';
import type { ModelFacts, Outcome } from '../prediction/protocol.js';
import { DEFAULT_ADDRESS, type Address } from './address.js';

/** A model that was trained in the page or came from files. */
export interface OwnModel {
  readonly name: string;
  readonly files: AdderFiles;
  readonly facts: ModelFacts;
}

// What the user sets.
export const drawing = signal<Drawing>(EMPTY);
/** The drawing of the digit that is added; undefined if the addend is a number. */
export const secondDrawing = signal<Drawing | undefined>(undefined);
export const addend = signal(DEFAULT_ADDRESS.add);
export const head = signal<Address['head']>(DEFAULT_ADDRESS.head);
export const askedBackend = signal<Address['backend']>(DEFAULT_ADDRESS.backend);
export const seed = signal(DEFAULT_ADDRESS.seed);
export const view = signal<Address['view']>(DEFAULT_ADDRESS.view);
export const ownModel = signal<OwnModel | undefined>(undefined);
/** Whether the user's own model answers instead of a bundled one. */
export const usesOwnModel = signal(false);

// What follows from it.
/** The worker that predicts; undefined while it starts. */
export const predictor = signal<Predictor | undefined>(undefined);
/** A message about the page itself: a backend that does not start, a file that cannot be read. */
export const notice = signal<string | undefined>(undefined);
export const outcome = signal<Outcome | undefined>(undefined);

/** The answer that is shown; undefined before the first one, and while the pad is empty. */
export const answer = computed(() => {
  const shown = outcome.value;
  return shown !== undefined && 'answer' in shown ? shown.answer : undefined;
});

/** Shows an error's message in the page. */
export function report(error: unknown): void {
  notice.value = error instanceof Error ? error.message : String(error);
}
