import type { BundledHead } from 'virtual:bundled-models';
import { BACKEND_NAMES, type BackendName } from '../backend/backends.js';
import { decodeDrawing, encodeDrawing } from '../drawing/drawing-code.js';
import { EMPTY, isExample, type Drawing } from '../drawing/drawing.js';
import { EXAMPLE } from '../drawing/example.js';

/** The part of the page's state that its address holds. */
export interface Address {
  /** 0..9 */
  readonly add: number;
  /** The drawing of the digit that is added; undefined if the addend is a number. */
  readonly second: Drawing | undefined;
  readonly head: BundledHead;
  readonly backend: BackendName | 'auto';
  readonly drawing: Drawing;
  /** The seed of a training in the page. */
  readonly seed: number;
  readonly view: View;
  /** The part of the machine that is looked into, by its id. */
  readonly part: string;
}

export const VIEWS = ['inside', 'learn', 'compare', 'break', 'numbers'] as const;
export type View = (typeof VIEWS)[number];

/** The state of a page whose address is empty. */
export const DEFAULT_ADDRESS: Address = {
  add: 5,
  second: undefined,
  head: 'exact',
  backend: 'auto',
  drawing: EXAMPLE,
  seed: 1,
  view: 'inside',
  part: 'stage-1',
};

const HEADS: readonly BundledHead[] = ['exact', 'concat', 'stacked'];

/** Browsers and messengers take addresses of this length with two drawings in them. */
const MAX_CODE_LENGTH = 4000;

/**
 * Reads the part of an address after `#`. What is missing or not valid takes its default.
 *
 * @param samples the number of samples.
 */
export function parseAddress(hash: string, samples: number): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const integer = (name: string, max: number) => {
    const text = given.get(name) ?? '';
    const value = Number(text);
    return /^\d+$/.test(text) && value <= max ? value : undefined;
  };
  const oneOf = <Name extends string>(name: string, names: readonly Name[]) =>
    names.find((candidate) => candidate === given.get(name));
  const drawingOf = (name: string) => {
    const code = given.get(name);
    return code === null || code.length > MAX_CODE_LENGTH ? undefined : decodeDrawing(code, samples);
  };
  return {
    add: integer('add', 9) ?? DEFAULT_ADDRESS.add,
    // A pad without a drawing is what is left of one that no address can hold.
    second: given.has('plus') ? (drawingOf('plus') ?? EMPTY) : undefined,
    head: oneOf('head', HEADS) ?? DEFAULT_ADDRESS.head,
    backend: oneOf('backend', BACKEND_NAMES) ?? DEFAULT_ADDRESS.backend,
    drawing: drawingOf('sample') ?? drawingOf('drawing') ?? DEFAULT_ADDRESS.drawing,
    seed: integer('seed', 2 ** 32 - 1) ?? DEFAULT_ADDRESS.seed,
    view: oneOf('view', VIEWS) ?? DEFAULT_ADDRESS.view,
    // Which parts there are depends on the network. Without this one, its first part is shown.
    part: /^[a-z]+(-\d+)?$/.exec(given.get('part') ?? '')?.[0] ?? DEFAULT_ADDRESS.part,
  };
}

/** Writes the part of an address after `#`, without defaults, and without drawings that are too large for it. */
export function formatAddress({ drawing, second, ...rest }: Address): string {
  const given = new URLSearchParams();
  const set = (name: Exclude<keyof Address, 'drawing' | 'second'>) => {
    if (rest[name] !== DEFAULT_ADDRESS[name]) given.set(name, String(rest[name]));
  };
  set('add');
  if (second !== undefined) given.set('plus', addressCode(second) ?? '');
  set('head');
  set('backend');
  const code = isExample(drawing) ? undefined : addressCode(drawing);
  if (code !== undefined) given.set(drawing.type === 'sample' ? 'sample' : 'drawing', code);
  set('seed');
  set('view');
  set('part');
  return given.toString();
}

/** Whether an address can hold a drawing: no picture, and no scribble that would make the address too long. */
export const fitsAddress = (drawing: Drawing): boolean => isExample(drawing) || addressCode(drawing) !== undefined;

function addressCode(drawing: Drawing): string | undefined {
  const code = encodeDrawing(drawing);
  return code === undefined || code.length > MAX_CODE_LENGTH ? undefined : code;
}
