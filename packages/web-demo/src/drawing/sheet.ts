import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { EMPTY, type Drawing } from './drawing.js';

/** How many changes can be undone. */
const DEPTH = 100;

/** Carries a change on. Has no effect once anything else changed the drawing, such as an undo while the pen is still down. */
export type CarryOn = (next: (drawing: Drawing) => Drawing) => void;

/** A sheet to draw one digit on: the drawing and its history. */
export interface Sheet {
  readonly drawing: ReadonlySignal<Drawing>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** Puts a drawing on the sheet that is the first of its history. */
  readonly open: (drawing: Drawing) => CarryOn;
  /** Changes the drawing. The change and all that carries it on, such as the points of a stroke, are undone at once. */
  readonly change: (drawing: Drawing) => CarryOn;
  /** Undoes the last change. */
  readonly undo: () => void;
  /** Makes the change again that was undone last. */
  readonly redo: () => void;
}

/** Creates an empty sheet. */
export function createSheet(): Sheet {
  const drawing = signal(EMPTY);
  const before = signal<readonly Drawing[]>([]);
  const after = signal<readonly Drawing[]>([]);
  const set = (shown: Drawing, earlier: readonly Drawing[], later: readonly Drawing[]) => {
    batch(() => {
      drawing.value = shown;
      before.value = earlier.slice(-DEPTH);
      after.value = later;
    });
  };
  const begin = (first: Drawing, earlier: readonly Drawing[]): CarryOn => {
    set(first, earlier, []);
    let mine = first;
    return (next) => {
      if (drawing.peek() !== mine) return;
      mine = next(mine);
      drawing.value = mine;
    };
  };
  return {
    drawing,
    canUndo: computed(() => before.value.length > 0),
    canRedo: computed(() => after.value.length > 0),
    open: (first) => begin(first, []),
    change: (next) => begin(next, [...before.peek(), drawing.peek()]),
    undo() {
      const last = before.peek().at(-1);
      if (last !== undefined) set(last, before.peek().slice(0, -1), [drawing.peek(), ...after.peek()]);
    },
    redo() {
      const [next, ...later] = after.peek();
      if (next !== undefined) set(next, [...before.peek(), drawing.peek()], later);
    },
  };
}
