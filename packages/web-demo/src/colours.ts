import { signal } from '@preact/signals';

/** Colours of the page's style sheet that canvases are painted with, by their custom properties, as `rgb(1, 2, 3)`. */
const NAMES = ['ink', 'ink-soft', 'line', 'digit', 'sum', 'wrong', 'cursor'] as const;

type Colours = Readonly<Record<(typeof NAMES)[number], string>>;

const BLACK = Object.fromEntries(NAMES.map((name) => [name, 'rgb(0, 0, 0)'])) as Colours;

export const colours = signal<Colours>(BLACK);

/** Reads the colours from the style sheet, again when the page turns dark or light. */
export function followColours(): void {
  const read = () => {
    const style = getComputedStyle(document.documentElement);
    colours.value = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`)])) as Colours;
  };
  read();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', read);
}
