import { batch, signal, type Signal } from '@preact/signals';
import type { Drawing } from './drawing.js';

/** How many changes can be undone. */
const DEPTH = 100;

/** The history of a drawing. */
export interface History {
  readonly canUndo: Signal<boolean>;
  /** Changes the drawing. */
  readonly change: (drawing: Drawing) => void;
  /** Undoes the last change. */
  readonly undo: () => void;
}

/** Creates the history of a drawing, which is empty at first. */
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
