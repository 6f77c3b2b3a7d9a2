import { batch, effect } from '@preact/signals';
import { SAMPLE_LABELS } from '../drawing/samples.js';
import { formatAddress, parseAddress } from './address.js';
import { addend, askedBackend, drawing, head, seed, view } from './state.js';

/** Keeps the page's state and its address the same, in both directions. */
export function followAddress(window: Pick<Window, 'location' | 'history' | 'addEventListener'>): void {
  const show = () => {
    const address = parseAddress(window.location.hash, SAMPLE_LABELS.length);
    batch(() => {
      addend.value = address.add;
      head.value = address.head;
      askedBackend.value = address.backend;
      seed.value = address.seed;
      view.value = address.view;
      if (address.sample !== undefined) drawing.value = { type: 'sample', index: address.sample };
    });
  };
  show();
  window.addEventListener('hashchange', show);
  effect(() => {
    const shown = drawing.value;
    const hash = formatAddress({
      add: addend.value,
      head: head.value,
      backend: askedBackend.value,
      sample: shown.type === 'sample' ? shown.index : undefined,
      seed: seed.value,
      view: view.value,
    });
    if (window.location.hash.slice(1) === hash) return;
    window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}${hash && `#${hash}`}`);
  });
}
