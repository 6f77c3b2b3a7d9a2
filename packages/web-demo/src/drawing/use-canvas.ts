import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { colours } from '../colours.js';

/**
 * A square canvas with as many pixels as the screen has where it lies, painted again when what it shows, its size or the colours of the
 * page change. Painting asks for no layout, which would be made anew for each answer.
 *
 * @param paint is given the colour of ink.
 */
export function useCanvas(
  paint: (context: CanvasRenderingContext2D, ink: string) => void,
  inputs: readonly unknown[],
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
      const side = Math.max(1, Math.round(entry!.contentRect.width * devicePixelRatio));
      canvas.width = side;
      canvas.height = side;
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
