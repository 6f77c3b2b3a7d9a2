import type { AdderFiles } from '@mnist-adder/model';
import { batch, computed, signal } from '@preact/signals';
import type { Drawing } from '../drawing/drawing.js';
import { createSheet, type Sheet } from '../drawing/sheet.js';
import { StoppedError, type OpenModel, type Predictor } from '../prediction/predictor.js';
import { isSound, NO_DAMAGE } from '../prediction/damage.js';
import type { Parts } from '../prediction/parts.js';
import type { Answer, ModelFacts } from '../prediction/protocol.js';
import type { SwitchedOff } from '../prediction/channel-switch.js';
import { DEFAULT_ADDRESS, type Address } from './address.js';

/** A model that was trained in the page or came from files. */
export interface OwnModel {
  readonly name: string;
  readonly files: AdderFiles;
  readonly facts: ModelFacts;
}

// What the user sets.
/** The sheet for the digit. */
export const firstSheet = createSheet();
/** The sheet for the digit that is added. It keeps its drawing while a number is added instead. */
export const secondSheet = createSheet();
/** Whether the digit on the second sheet is added instead of a number. */
export const drawsAddend = signal(false);
/** The sheets for two numbers of several digits. */
export const numberSheets = [createSheet(), createSheet()] as const;
/** The sheet that the user touched last. */
export const lastSheet = signal<Sheet>(firstSheet);
export const addend = signal(DEFAULT_ADDRESS.add);
export const head = signal<Address['head']>(DEFAULT_ADDRESS.head);
export const askedBackend = signal<Address['backend']>(DEFAULT_ADDRESS.backend);
/** What is done to the drawing before the network sees it. */
export const damage = signal(NO_DAMAGE);
/** The channels of the network in use that are switched off. */
export const switchedOff = signal<SwitchedOff>({});
export const seed = signal(DEFAULT_ADDRESS.seed);
/** The part of the machine that is looked into, by its id: `stage-1`. */
export const openPart = signal(DEFAULT_ADDRESS.part);
/** Whether its numbers are in sight. */
export const looksInside = signal(false);
export const view = signal<Address['view']>(DEFAULT_ADDRESS.view);
export const ownModel = signal<OwnModel | undefined>(undefined);
/** Whether the user's own model answers instead of a bundled one. */
export const usesOwnModel = signal(false);

// What follows from it.
export const { drawing } = firstSheet;
/** The drawing of the digit that is added; undefined if the addend is a number. */
export const secondDrawing = computed<Drawing | undefined>(() =>
  drawsAddend.value ? secondSheet.drawing.value : undefined,
);
/** The sheet that keys, dropped pictures and pasted ones mean: of those in sight the one that was touched last. */
export const activeSheet = computed(() => {
  const last = lastSheet.value;
  const isInSight =
    (last === secondSheet && drawsAddend.value) ||
    (numberSheets.some((sheet) => sheet === last) && view.value === 'numbers');
  return isInSight ? last : firstSheet;
});
/** The worker that predicts; undefined while it starts. */
export const predictor = signal<Predictor | undefined>(undefined);
/** A message about the page itself: a backend that does not start, a file that cannot be read. */
export const notice = signal<string | undefined>(undefined);
/** The answer that is shown; undefined before the first one, and while the pad is empty. It says what was asked. */
export const answer = signal<Answer | undefined>(undefined);
/** Whether there is no answer because an image shows several digits. */
export const showsSeveralDigits = signal(false);
/** A network that answers. */
export interface AnsweringNetwork {
  readonly model: OpenModel;
  readonly parts: Parts;
}

/** The network that gave the answer that is shown, or will give the first one; undefined until it is loaded. */
export const network = signal<AnsweringNetwork | undefined>(undefined);
/** The parts of the network that answers; undefined until it is loaded. */
export const parts = computed(() => network.value?.parts);
/** Whether the answer that is shown is not yet the one to what is on the page. */
export const isThinking = signal(false);

/** Whether the image or the network is damaged. */
export const isBroken = computed(
  () => !isSound(damage.value) || Object.values(switchedOff.value).some((channels) => channels.length > 0),
);

/** Repairs the image and the network. */
export function repair(): void {
  batch(() => {
    damage.value = NO_DAMAGE;
    switchedOff.value = {};
  });
}

/** Adds a number. A drawing that was added before stays on its sheet. */
export function chooseAddend(number: number): void {
  batch(() => {
    drawsAddend.value = false;
    addend.value = number;
  });
}

/** Opens the view of numbers, with what is drawn for the digits. */
export function openNumbers(): void {
  batch(() => {
    numberSheets[0].change(firstSheet.drawing.value);
    if (drawsAddend.value) numberSheets[1].change(secondSheet.drawing.value);
    view.value = 'numbers';
  });
}

/** Shows an error's message in the page. */
export function report(error: unknown): void {
  if (error instanceof StoppedError) return;
  notice.value = error instanceof Error ? error.message : String(error);
}
