import { effect, signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The custom properties of the style sheet that canvases take their colours from. */
const NAMES = [
  ...(['ink', 'ink-soft', 'line', 'control', 'digit', 'added', 'sum', 'wrong', 'cursor'] as const),
  ...(['map-minus', 'map-minus-half', 'map-zero', 'map-plus-half', 'map-plus'] as const),
] as const;

type Colours = Readonly<Record<(typeof NAMES)[number], string>>;

const coloursBy = (colour: (name: string) => string) =>
  Object.fromEntries(NAMES.map((name) => [name, colour(name)])) as Colours;

/** Colours for canvases, by name, in the form `rgb(1, 2, 3)`. They change when the page turns dark or light. */
export const colours = signal<Colours>(coloursBy(() => 'rgb(0, 0, 0)'));

/** Whether the page is light or dark; undefined if it is what the system is. */
const colourScheme = signal<'light' | 'dark' | undefined>(undefined);

/** Reads the colours from the style sheet, again whenever the page turns dark or light. */
export function followColours(): void {
  const read = () => {
    // A property's value may be an expression; the colour that an element takes from it is one of the page's now.
    const element = document.body.appendChild(document.createElement('i'));
    colours.value = coloursBy((name) => {
      element.style.color = `var(--${name})`;
      return getComputedStyle(element).color;
    });
    element.remove();
  };
  effect(() => {
    document.documentElement.style.colorScheme = colourScheme.value ?? '';
    read();
  });
  systemIsDark().addEventListener('change', read);
}

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');

/** Turns the page dark if it is light, and light if it is dark. */
export function turnColours(): void {
  const isDark = (colourScheme.value ?? (systemIsDark().matches ? 'dark' : 'light')) === 'dark';
  colourScheme.value = isDark ? 'light' : 'dark';
}

/** The context of a canvas that the processor paints. With few pixels, or many thin lines, handing them to the graphics card takes longer. */
export const processorContext = (canvas: HTMLCanvasElement): CanvasRenderingContext2D =>
  canvas.getContext('2d', { willReadFrequently: true })!;

/**
 * A canvas that matches the pixels of the screen. It is painted again when its inputs, its size or the page's colours change.
 * Painting does not read the layout, which would have to be computed again for each answer.
 *
 * @param paint paints the whole canvas; `ink` is the colour to draw with.
 * @param inputs what the painting depends on.
 * @param aspect how many times as wide as high it is. Default: 1, a square.
 */
export function useCanvas(
  paint: (context: CanvasRenderingContext2D, ink: string) => void,
  inputs: readonly unknown[],
  aspect = 1,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const context = useRef<CanvasRenderingContext2D | null>(null);
  const { ink } = colours.value;
  const repaint = useRef<() => void>(() => undefined);
  repaint.current = () => {
    if (context.current !== null) paint(context.current, ink);
  };
  useLayoutEffect(() => {
    const canvas = ref.current!;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.max(1, Math.round(entry!.contentRect.width * devicePixelRatio));
      canvas.width = width;
      canvas.height = Math.max(1, Math.round(width / aspect));
      context.current ??= canvas.getContext('2d');
      repaint.current();
    });
    observer.observe(canvas);
    return () => {
      observer.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    repaint.current();
  }, [...inputs, ink]);
  return ref;
}
