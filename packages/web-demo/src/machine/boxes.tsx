import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { DigitPicture } from '../panels/digit-picture.js';
import type { Part } from '../prediction/parts.js';
import type { Answer, LayerActivation } from '../prediction/protocol.js';
import { openPart, view } from '../state/state.js';
import { MapGrid } from './map-grid.js';

/** How much of the part that is opened has to be in sight, in CSS pixels. */
const LEAST = 320;

interface PartButtonProps {
  readonly id: string;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** A part of the machine as a button, which opens the part below the machine. */
export function PartButton({ id, title, children }: PartButtonProps) {
  const isOpen = view.value === 'inside' && openPart.value === id;
  return (
    <button
      type="button"
      class="box"
      data-anchor={id}
      aria-pressed={isOpen}
      onClick={() => {
        openPart.value = id;
        view.value = 'inside';
        const tabs = document.getElementById('tab-inside')!;
        // Below the window, nothing would seem to happen.
        if (tabs.getBoundingClientRect().top > innerHeight - LEAST) tabs.scrollIntoView();
      }}
    >
      {children}
      <span class="box-title">{title}</span>
    </button>
  );
}

/** What the network sees: the prepared image. */
export function SeenBox({ pixels }: { readonly pixels: Uint8Array | undefined }) {
  return (
    <figure class="seen" data-anchor="seen">
      <DigitPicture pixels={pixels} label="What the network sees: 28 by 28 pixels" />
      <figcaption class="box-title">What it sees</figcaption>
    </figure>
  );
}

/** A stage, or the embedding, with the outputs of its last layers. */
export function StageBox({ part, layers }: { readonly part: Part; readonly layers: Answer['layers'] | undefined }) {
  const outputs = useMemo(() => part.outputs.flatMap((name) => layers?.get(name) ?? []), [part, layers]);
  return (
    <PartButton id={part.id} title={part.title}>
      <MapGrid outputs={outputs} />
      <small class="box-size">{sizeOf(outputs)}</small>
    </PartButton>
  );
}

/** `24 × 12²` for 24 maps of 12 by 12 numbers, `64` for as many numbers. */
function sizeOf(outputs: readonly LayerActivation[]): string {
  const channels = outputs.reduce((sum, { shape }) => sum + shape.at(-1)!, 0);
  const [first] = outputs;
  if (first === undefined) return '';
  return first.shape.length === 1 ? String(channels) : `${channels} × ${first.shape[0]!}²`;
}
