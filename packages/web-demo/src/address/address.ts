import { BACKEND_NAMES } from '../backend/backend-name.js';
import type { BackendName } from '../backend/backend-name.js';

/** What the page shows, as far as its address says it. */
export interface Address {
  /** 0..9 */
  readonly add: number;
  readonly head: 'exact' | 'concat' | 'stacked';
  readonly backend: BackendName | 'auto';
  /** The test image on the pad; undefined where there is none, which no address can say. */
  readonly sample: number | undefined;
  /** Of a training in the page. */
  readonly seed: number;
  readonly view: View;
}

export const VIEWS = ['inside', 'compare', 'learn'] as const;
export type View = (typeof VIEWS)[number];

/** What a page without anything in its address shows. */
export const DEFAULT_ADDRESS: Address = {
  ...{ add: 5, head: 'exact', backend: 'auto' },
  ...{ sample: 0, seed: 1, view: 'inside' },
};

const HEADS = ['exact', 'concat', 'stacked'] as const;

/** Reads the part after `#`; what is missing or makes no sense is as by default. */
export function parseAddress(hash: string, samples: number): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const integer = (name: string, most: number) => {
    const text = given.get(name) ?? '';
    const value = Number(text);
    return /^\d+$/.test(text) && value <= most ? value : undefined;
  };
  const oneOf = <Name extends string>(name: string, names: readonly Name[]) =>
    names.find((candidate) => candidate === given.get(name));
  return {
    add: integer('add', 9) ?? DEFAULT_ADDRESS.add,
    head: oneOf('head', HEADS) ?? DEFAULT_ADDRESS.head,
    backend: oneOf('backend', BACKEND_NAMES) ?? DEFAULT_ADDRESS.backend,
    sample: integer('sample', samples - 1) ?? DEFAULT_ADDRESS.sample,
    seed: integer('seed', 2 ** 32 - 1) ?? DEFAULT_ADDRESS.seed,
    view: oneOf('view', VIEWS) ?? DEFAULT_ADDRESS.view,
  };
}

/** The part after `#`, without what is as by default. */
export function formatAddress(address: Address): string {
  const entries = Object.entries(DEFAULT_ADDRESS).flatMap(([name, usual]) => {
    const value = address[name as keyof Address];
    return value === undefined || value === usual ? [] : [[name, String(value)]];
  });
  return new URLSearchParams(entries).toString();
}
