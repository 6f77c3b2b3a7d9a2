import { batch, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Drawing } from './drawing.js';

/** How many drawings back there are. */
const DEPTH = 100;

/** A drawing that can be taken back. */
export interface History {
  readonly canUndo: Signal<boolean>;
  readonly change: (drawing: Drawing) => void;
  readonly undo: () => void;
}

/** Keeps what a drawing was before each change. */
export function createHistory<Shown extends Drawing | undefined>(drawing: Signal<Shown | Drawing>): History {
  let before: readonly (Shown | Drawing)[] = [];
  const canUndo = signal(false);
  const set = (next: Shown | Drawing, earlier: readonly (Shown | Drawing)[]) => {
    before = earlier;
    batch(() => {
      drawing.value = next;
      canUndo.value = before.length > 0;
    });
  };
  return {
    canUndo,
    change(next) {
      set(next, [...before, drawing.value].slice(-DEPTH));
    },
    undo() {
      const last = before.at(-1);
      if (last !== undefined) set(last, before.slice(0, -1));
    },
  };
}
