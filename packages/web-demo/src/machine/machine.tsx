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

/**
 * The network as a machine, across the page: the drawing, what the network sees, its stages, the embedding, and the digit; the addend, the
 * head, and the sum. Wires carry the values of the answer that is shown. While a newer answer is awaited, all of it is dimmed.
 */
export function Machine({ random }: MachineProps) {
  const place = useRef<HTMLDivElement>(null);
  // Not a class of the element: the machine would be rendered again for each move of the pen.
  useSignalEffect(() => {
    place.current!.classList.toggle('thinking', isThinking.value);
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
