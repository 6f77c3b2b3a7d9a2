import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_SIDE, SUM_CLASSES } from '@mnist-adder/dataset';
import type { Part, Parts } from '../prediction/parts.js';
import type { Answer } from '../prediction/protocol.js';
import { rowStrengths } from './map-grid.js';

/** Wires side by side from one place of the machine to another. */
export interface Bundle {
  /** Names of anchors: elements with `data-anchor`. */
  readonly from: string;
  readonly to: string;
  /** The colour: of plain values, or of the digit, the addend or the sum. */
  readonly kind: 'plain' | 'digit' | 'added' | 'sum';
  /** What each wire carries, from 0 to 1. */
  readonly values: readonly number[];
  /** Where each wire begins and ends, as fractions of the edges. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The wires of an answer, in bundles. Before there is one, they carry nothing. */
export function bundlesOf(
  shown: Answer | undefined,
  { stages, embedding, head, sum, readsDigitInHead }: Parts,
): Bundle[] {
  const along = [...stages, embedding];
  const strengths = along.map(({ outputs }) => {
    const found = outputs.flatMap((name) => shown?.layers.get(name) ?? []);
    return found.length === 0 ? [0] : rowStrengths(found);
  });
  const seen = inkByBand(shown?.image.pixels);
  const digit = Array.from(shown?.image.digit ?? new Float32Array(DIGIT_CLASSES));
  const added =
    typeof shown?.addend === 'object'
      ? Array.from(shown.addend.digit)
      : Array.from({ length: ADDEND_CLASSES }, (_, i) => Number(i === shown?.addend));

  const bundles = [
    bundle('pad', 'seen', 'plain', seen),
    ...along.map(({ id }, i) => bundle(along[i - 1]?.id ?? 'seen', id, 'plain', strengths[i - 1] ?? seen)),
  ];
  if (head === undefined || sum === undefined) return [...bundles, bundle('embedding', 'digits', 'digit', digit)];
  if (readsDigitInHead) {
    const starts = evenly(SUM_CLASSES).slice(0, DIGIT_CLASSES);
    bundles.push(
      bundle('embedding', 'sums', 'plain', strengths.at(-1)!),
      bundle('sums', 'digits', 'digit', digit, { starts }),
    );
  } else {
    bundles.push(
      bundle('embedding', 'digits', 'digit', digit),
      bundle('digits', 'sums', 'digit', digit, { ends: endsInHead(shown, head) }),
    );
  }
  const sums = Array.from(shown?.sum ?? new Float32Array(SUM_CLASSES));
  return [...bundles, bundle('addends', 'sum-rows', 'added', added), bundle('sums', 'sum-bars', 'sum', sums)];
}

/** A bundle whose wires begin and end evenly along the edges, unless others are given. */
function bundle(
  from: string,
  to: string,
  kind: Bundle['kind'],
  values: readonly number[],
  { starts = evenly(values.length), ends = evenly(values.length) }: Partial<Pick<Bundle, 'starts' | 'ends'>> = {},
): Bundle {
  return { from, to, kind, values, starts, ends };
}

const evenly = (count: number): number[] => Array.from({ length: count }, (_, i) => (i + 0.5) / count);

/** Where the digits' wires enter the head: in one that adds exactly, each at the sum that it gives with the addend. */
function endsInHead(shown: Answer | undefined, { layers }: Part): number[] {
  if (!layers.some(({ type }) => type === 'Multiply')) return evenly(DIGIT_CLASSES);
  const by = typeof shown?.addend === 'number' ? shown.addend : 0;
  return evenly(SUM_CLASSES).slice(by, by + DIGIT_CLASSES);
}

const BANDS = 7;

/** How much ink each of seven horizontal bands of an image has, from 0 to 1 for the fullest. */
function inkByBand(pixels: Uint8Array | undefined): number[] {
  const bands = Array.from({ length: BANDS }, () => 0);
  pixels?.forEach((pixel, i) => (bands[Math.floor((i / IMAGE_SIDE / IMAGE_SIDE) * BANDS)]! += pixel));
  const most = Math.max(1, ...bands);
  return bands.map((ink) => ink / most);
}
