import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { colours, processorContext } from '../panels/canvas.js';
import type { Parts } from '../prediction/parts.js';
import { answer, parts } from '../state/state.js';
import { bundlesOf, type Bundle } from './bundles.js';

/** A rectangle within the machine, in CSS pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the parts of the machine are. */
interface Plan {
  readonly machine: Box;
  /** By the names of the anchors. */
  readonly boxes: ReadonlyMap<string, Box>;
}

const NOWHERE: Box = { left: 0, top: 0, width: 0, height: 0 };

/**
 * The wires between the parts of the machine, behind them. Each is as strong as the value that it carries. They are one canvas: as elements,
 * the browser would lay out and paint the page again for each answer.
 */
export function Wires({ place }: { readonly place: RefObject<HTMLElement | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, divided, shades] = [answer.value, parts.value, colours.value];
  const plan = usePlan(place, divided);
  useLayoutEffect(() => {
    const context = processorContext(canvas.current!);
    fit(context, plan.machine);
    context.clearRect(0, 0, plan.machine.width, plan.machine.height);
    const bundles = divided === undefined ? [] : bundlesOf(shown, divided);
    const strokes = { plain: shades.control, digit: shades.digit, added: shades.added, sum: shades.sum };
    for (const bundle of bundles) paintBundle(context, bundle, plan, strokes[bundle.kind]);
  }, [plan, shown, divided, shades]);
  return <canvas ref={canvas} class="wires" aria-hidden="true" />;
}

/** Gives a canvas the pixels that its size on the screen has, and lets it count in CSS pixels. */
function fit(context: CanvasRenderingContext2D, { width, height }: Box): void {
  const { canvas } = context;
  const [columns, rows] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (canvas.width === columns && canvas.height === rows) return;
  canvas.width = columns;
  canvas.height = rows;
  context.scale(devicePixelRatio, devicePixelRatio);
}

/** Where the anchors are. It is measured when the machine's size or its parts change, and not for each answer. */
function usePlan(place: RefObject<HTMLElement | null>, divided: Parts | undefined): Plan {
  const plan = useSignal<Plan>({ machine: NOWHERE, boxes: new Map() });
  useEffect(() => {
    const machine = place.current!;
    const measure = () => {
      const origin = machine.getBoundingClientRect();
      const measured = [...machine.querySelectorAll<HTMLElement>('[data-anchor]')].map((anchor) => {
        const { left, top, width, height } = anchor.getBoundingClientRect();
        return [anchor.dataset.anchor!, { left: left - origin.left, top: top - origin.top, width, height }] as const;
      });
      // Of two pads, the first one counts.
      plan.value = { machine: origin, boxes: new Map(measured.reverse()) };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(machine);
    for (const anchor of machine.querySelectorAll('[data-anchor]')) observer.observe(anchor);
    return () => {
      observer.disconnect();
    };
  }, [divided]);
  return plan.value;
}

function paintBundle(
  context: CanvasRenderingContext2D,
  { from: start, to: end, values, starts, ends }: Bundle,
  { boxes }: Plan,
  stroke: string,
): void {
  const [from, to] = [boxes.get(start), boxes.get(end)];
  if (from === undefined || to === undefined) return;
  const isBeside = to.left >= from.left + from.width;
  // On a narrow screen, where one part stands below the other, the drawing's wires would run through its tools.
  if (!isBeside && start === 'pad') return;
  context.strokeStyle = stroke;
  context.lineCap = 'round';
  values.forEach((value, i) => {
    context.lineWidth = 1 + 2.5 * value;
    context.globalAlpha = 0.14 + 0.86 * value;
    context.beginPath();
    if (isBeside) curveAcross(context, from, to, starts[i]!, ends[i]!);
    else curveDown(context, from, to, starts[i]!, ends[i]!);
    context.stroke();
  });
}

/** A curve from the right side of a box to the left side of another one. */
function curveAcross(context: CanvasRenderingContext2D, from: Box, to: Box, start: number, end: number): void {
  const [x1, y1] = [from.left + from.width, from.top + start * from.height];
  const [x2, y2] = [to.left, to.top + end * to.height];
  const half = (x1 + x2) / 2;
  context.moveTo(x1, y1);
  context.bezierCurveTo(half, y1, half, y2, x2, y2);
}

/** A curve from a box to another one below or above it. */
function curveDown(context: CanvasRenderingContext2D, from: Box, to: Box, start: number, end: number): void {
  const isBelow = to.top >= from.top;
  const [x1, y1] = [from.left + start * from.width, isBelow ? from.top + from.height : from.top];
  const [x2, y2] = [to.left + end * to.width, isBelow ? to.top : to.top + to.height];
  const half = (y1 + y2) / 2;
  context.moveTo(x1, y1);
  context.bezierCurveTo(x1, half, x2, half, x2, y2);
}
