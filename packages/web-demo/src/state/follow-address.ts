import { batch, computed, effect } from '@preact/signals';
import { EMPTY, isExample } from '../drawing/drawing.js';
import { drawExample } from '../drawing/example.js';
import { formatAddress, parseAddress, type Address } from './address.js';
import { createKeeper } from './kept-drawings.js';
import { addend, askedBackend, drawsAddend, firstSheet, head, openPart, secondSheet, seed, view } from './state.js';

/** The state of each entry of the browser's history that the page wrote. An address that a user typed has none. */
const OURS = 'mnist-adder';

/** Milliseconds without a stroke after which drawings are written. Browsers refuse more than three or four writes a second. */
const CALM_MS = 300;

/** What a new entry of the browser's history is made for. Anything else rewrites the entry that is there. */
const placeOf = ({ view, part }: Pick<Address, 'view' | 'part'>) => (view === 'inside' ? `inside ${part}` : view);

/**
 * Keeps the page's state and its address the same, in both directions, and decides what is on the pads at first: what was there before the
 * page was loaded again, else what the address names, else the example.
 *
 * The browser's Back returns to the view, or the part of the machine, before. It leaves drawings as they are, because nobody expects it to
 * undo strokes.
 *
 * @param samples the number of samples.
 */
export function followAddress(page: Window, samples: number): void {
  const { history, location } = page;
  const keeper = createKeeper(() => page.sessionStorage, samples);
  const parsed = () => parseAddress(location.hash, samples);
  const choices = computed(() => ({
    add: addend.value,
    head: head.value,
    backend: askedBackend.value,
    seed: seed.value,
    view: view.value,
    part: openPart.value,
    drawsAddend: drawsAddend.value,
  }));
  const drawings = computed(() => ({ first: firstSheet.drawing.value, second: secondSheet.drawing.value }));

  const opened = parsed();
  let place = placeOf(opened);
  choose(opened);
  if (history.state === OURS) {
    keeper.restore('first', firstSheet, opened.drawing);
    keeper.restore('second', secondSheet, opened.second ?? EMPTY);
  } else {
    if (isExample(opened.drawing)) drawExample(firstSheet, page);
    else firstSheet.open(opened.drawing);
    secondSheet.open(opened.second ?? EMPTY);
  }

  let timer: number | undefined;
  function write(entry: 'pushState' | 'replaceState'): void {
    page.clearTimeout(timer);
    const { first, second } = drawings.peek();
    keeper.keep('first', first);
    keeper.keep('second', second);
    const { drawsAddend, ...chosen } = choices.peek();
    const hash = formatAddress({ ...chosen, drawing: first, second: drawsAddend ? second : undefined });
    history[entry](OURS, '', `${location.pathname}${location.search}${hash && `#${hash}`}`);
  }
  const rewrite = () => {
    write('replaceState');
  };
  page.addEventListener('pagehide', rewrite);
  page.addEventListener('popstate', ({ state }) => {
    const reached = parsed();
    place = placeOf(reached);
    if (state === OURS) {
      batch(() => {
        view.value = reached.view;
        openPart.value = reached.part;
      });
    } else {
      batch(() => {
        choose(reached);
        if (!isExample(reached.drawing)) firstSheet.change(reached.drawing);
        if (reached.second !== undefined) secondSheet.change(reached.second);
      });
    }
    rewrite();
  });
  effect(() => {
    const next = placeOf(choices.value);
    const isNew = next !== place;
    place = next;
    write(isNew ? 'pushState' : 'replaceState');
  });
  drawings.subscribe(() => {
    page.clearTimeout(timer);
    timer = page.setTimeout(rewrite, CALM_MS);
  });
}

/** Sets all that an address says, except for what is on the pads. */
function choose(address: Address): void {
  batch(() => {
    addend.value = address.add;
    drawsAddend.value = address.second !== undefined;
    head.value = address.head;
    askedBackend.value = address.backend;
    seed.value = address.seed;
    view.value = address.view;
    openPart.value = address.part;
  });
}
