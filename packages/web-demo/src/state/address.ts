import type { BundledHead } from 'virtual:bundled-models';
import { BACKEND_NAMES, type BackendName } from '../backend/backends.js';

/** The part of the page's state that its address holds. */
export interface Address {
  /** 0..9 */
  readonly add: number;
  readonly head: BundledHead;
  readonly backend: BackendName | 'auto';
  /** The sample on the pad; undefined for any other drawing, which no address can hold. */
  readonly sample: number | undefined;
  /** The seed of a training in the page. */
  readonly seed: number;
  readonly view: View;
}

export const VIEWS = ['inside', 'compare', 'learn'] as const;
export type View = (typeof VIEWS)[number];

/** The state of a page whose address is empty. */
export const DEFAULT_ADDRESS: Address = {
  add: 5,
  head: 'exact',
  backend: 'auto',
  sample: 0,
  seed: 1,
  view: 'inside',
};

const HEADS: readonly BundledHead[] = ['exact', 'concat', 'stacked'];

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
  return {
    add: integer('add', 9) ?? DEFAULT_ADDRESS.add,
    head: oneOf('head', HEADS) ?? DEFAULT_ADDRESS.head,
    backend: oneOf('backend', BACKEND_NAMES) ?? DEFAULT_ADDRESS.backend,
    sample: integer('sample', samples - 1) ?? DEFAULT_ADDRESS.sample,
    seed: integer('seed', 2 ** 32 - 1) ?? DEFAULT_ADDRESS.seed,
    view: oneOf('view', VIEWS) ?? DEFAULT_ADDRESS.view,
  };
}

/** Writes the part of an address after `#`, without defaults. */
export function formatAddress(address: Address): string {
  const entries = Object.entries(DEFAULT_ADDRESS).flatMap(([name, usual]) => {
    const value = address[name as keyof Address];
    return value === undefined || value === usual ? [] : [[name, String(value)]];
  });
  return new URLSearchParams(entries).toString();
}
