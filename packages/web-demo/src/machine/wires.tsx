import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_SIDE, SUM_CLASSES } from '@mnist-adder/dataset';
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Part, Parts } from '../prediction/parts.js';
import type { Answer } from '../prediction/protocol.js';
import { answer, parts } from '../state/state.js';
import { rowStrengths } from './map-grid.js';

/** A rectangle within the machine, in CSS pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Wires side by side from one place of the machine to another. */
interface Bundle {
  /** Names of anchors: elements with `data-anchor`. */
  readonly from: string;
  readonly to: string;
  /** The colour: of plain values, or of the digit, the addend or the sum. */
  readonly kind: 'plain' | 'digit' | 'added' | 'sum';
  /** What each wire carries, from 0 to 1. */
  readonly values: readonly number[];
  /** Where the wires end, as fractions of the edge; default: evenly. */
  readonly starts?: readonly number[];
  readonly ends?: readonly number[] | undefined;
}

/** The wires between the parts of the machine, behind them. Each is as strong as the value that it carries. */
export function Wires({ place }: { readonly place: RefObject<HTMLElement | null> }) {
  const boxes = useBoxes(place, parts.value);
  const [shown, divided] = [answer.value, parts.value];
  const bundles = useMemo(() => bundlesOf(shown, divided), [shown, divided]);
  return (
    <svg class="wires" aria-hidden="true">
      {bundles.map((bundle) => {
        const [from, to] = [boxes.get(bundle.from), boxes.get(bundle.to)];
        if (from === undefined || to === undefined) return null;
        const isBeside = to.left >= from.left + from.width;
        // On a narrow screen, where one part stands below the other, the drawing's wires would run through its tools.
        if (!isBeside && bundle.from === 'pad') return null;
        return bundle.values.map((value, i) => (
          <path
            key={`${bundle.from} ${bundle.to} ${i}`}
            class={bundle.kind}
            d={pathOf(from, to, at(bundle.starts, bundle, i), at(bundle.ends, bundle, i))}
            style={{ '--value': value.toFixed(3) }}
          />
        ));
      })}
    </svg>
  );
}

const even = (index: number, count: number) => (index + 0.5) / count;
const at = (given: readonly number[] | undefined, { values }: Bundle, i: number) =>
  given?.[i] ?? even(i, values.length);

/** Where the anchors are. It is measured when the machine's size or its parts change, and not for each answer. */
function useBoxes(place: RefObject<HTMLElement | null>, divided: Parts | undefined): ReadonlyMap<string, Box> {
  const boxes = useSignal<ReadonlyMap<string, Box>>(new Map());
  useEffect(() => {
    const machine = place.current!;
    const measure = () => {
      const origin = machine.getBoundingClientRect();
      const measured = [...machine.querySelectorAll<HTMLElement>('[data-anchor]')].map((anchor) => {
        const { left, top, width, height } = anchor.getBoundingClientRect();
        return [anchor.dataset.anchor!, { left: left - origin.left, top: top - origin.top, width, height }] as const;
      });
      // Of two pads, the first one counts.
      boxes.value = new Map(measured.reverse());
    };
    const observer = new ResizeObserver(measure);
    observer.observe(machine);
    for (const anchor of machine.querySelectorAll('[data-anchor]')) observer.observe(anchor);
    return () => {
      observer.disconnect();
    };
  }, [divided]);
  return boxes.value;
}

/** A curve from the side of one box to the side of another that lies to the right of it, below it or above it. */
function pathOf(from: Box, to: Box, start: number, end: number): string {
  const isBeside = to.left >= from.left + from.width;
  if (isBeside) {
    const [x1, y1] = [from.left + from.width, from.top + start * from.height];
    const [x2, y2] = [to.left, to.top + end * to.height];
    const half = (x1 + x2) / 2;
    return `M${x1},${y1}C${half},${y1} ${half},${y2} ${x2},${y2}`;
  }
  const isBelow = to.top >= from.top;
  const [x1, y1] = [from.left + start * from.width, isBelow ? from.top + from.height : from.top];
  const [x2, y2] = [to.left + end * to.width, isBelow ? to.top : to.top + to.height];
  const half = (y1 + y2) / 2;
  return `M${x1},${y1}C${x1},${half} ${x2},${half} ${x2},${y2}`;
}

/** The wires of an answer. Before there is one, they carry nothing. */
function bundlesOf(shown: Answer | undefined, divided: Parts | undefined): Bundle[] {
  if (divided === undefined) return [];
  const { stages, embedding, head, sum, readsDigitInHead } = divided;
  const along = [...stages, embedding];
  const strengths = along.map(({ outputs }) => {
    const found = outputs.flatMap((name) => shown?.layers.get(name) ?? []);
    return found.length === 0 ? [0] : rowStrengths(found);
  });
  const digit = [...(shown?.image.digit ?? new Float32Array(DIGIT_CLASSES))];
  const sums = [...(shown?.sum ?? new Float32Array(SUM_CLASSES))];
  const added =
    typeof shown?.addend === 'object'
      ? [...shown.addend.digit]
      : Array.from({ length: ADDEND_CLASSES }, (_, i) => Number(i === shown?.addend));
  const seen = inkByBand(shown?.image.pixels);
  const bundles: Bundle[] = [
    { from: 'pad', to: 'seen', kind: 'plain', values: seen },
    ...along.map(({ id }, i): Bundle => ({
      from: along[i - 1]?.id ?? 'seen',
      to: id,
      kind: 'plain',
      values: i === 0 ? seen : strengths[i - 1]!,
    })),
  ];
  const ofSums = Array.from({ length: SUM_CLASSES }, (_, i) => even(i, SUM_CLASSES));
  if (head === undefined || sum === undefined) {
    return [...bundles, { from: 'embedding', to: 'digits', kind: 'digit', values: digit }];
  }
  const toHead: Bundle[] = readsDigitInHead
    ? [
        { from: 'embedding', to: 'sums', kind: 'plain', values: strengths.at(-1)! },
        { from: 'sums', to: 'digits', kind: 'digit', values: digit, starts: ofSums.slice(0, DIGIT_CLASSES) },
      ]
    : [
        { from: 'embedding', to: 'digits', kind: 'digit', values: digit },
        { from: 'digits', to: 'sums', kind: 'digit', values: digit, ends: endsInHead(shown, head) },
      ];
  return [
    ...bundles,
    ...toHead,
    { from: 'addends', to: 'sum-rows', kind: 'added', values: added },
    { from: 'sums', to: 'sum-bars', kind: 'sum', values: sums },
  ];
}

/** Where the digits' wires enter the head: in one that adds exactly, each at the sum that it gives with the addend. */
function endsInHead(shown: Answer | undefined, head: Part): number[] | undefined {
  if (!head.layers.some(({ type }) => type === 'Multiply')) return undefined;
  const by = typeof shown?.addend === 'number' ? shown.addend : 0;
  return Array.from({ length: DIGIT_CLASSES }, (_, digit) => even(digit + by, SUM_CLASSES));
}

const BANDS = 7;

/** How much ink each of seven horizontal bands of an image has, from 0 to 1 for the fullest. */
function inkByBand(pixels: Uint8Array | undefined): number[] {
  const bands = Array.from({ length: BANDS }, () => 0);
  pixels?.forEach((pixel, i) => (bands[Math.floor((i / IMAGE_SIDE / IMAGE_SIDE) * BANDS)]! += pixel));
  const most = Math.max(1, ...bands);
  return bands.map((ink) => ink / most);
}
