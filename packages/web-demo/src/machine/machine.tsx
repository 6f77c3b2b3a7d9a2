import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { AddendPanel } from '../panels/addend-panel.js';
import { DrawPanel } from '../panels/draw-panel.js';
import { answer, isThinking, parts } from '../state/state.js';
import { SeenBox, StageBox } from './boxes.js';
import { Outputs } from './outputs.js';
import { Readout } from './readout.js';
import { Wires } from './wires.js';

interface MachineProps {
  /** A random number, 0 ≤ x < 1. */
  readonly random: () => number;
}

/** Milliseconds after which an answer takes long. */
const LONG_MS = 150;

/**
 * The network as a machine, across the page: the drawing, what the network sees, its stages, the embedding, and the digit; the addend, the
 * head, and the sum. Wires carry the values of the answer that is shown. While a newer answer is awaited, all of it is dimmed.
 */
export function Machine({ random }: MachineProps) {
  const place = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    // Each answer begins the wait again: while one draws, one answer follows the other.
    if (!isThinking.value || answer.value === undefined) return undefined;
    // Not a class of the element, with which the machine would be rendered again for each move of the pen.
    const { classList } = place.current!;
    const timer = setTimeout(() => {
      classList.add('thinking');
    }, LONG_MS);
    return () => {
      clearTimeout(timer);
      classList.remove('thinking');
    };
  });
  const shown = answer.value;
  const divided = parts.value;
  const along = divided === undefined ? [] : [...divided.stages, divided.embedding];
  return (
    <div ref={place} class="machine">
      <Wires place={place} />
      <DrawPanel random={random} />
      <AddendPanel random={random} />
      <Readout />
      <div class="flow">
        <SeenBox pixels={shown?.image.pixels} />
        {along.map((part) => (
          <StageBox key={part.id} part={part} layers={shown?.layers} />
        ))}
      </div>
      <Outputs />
    </div>
  );
}
