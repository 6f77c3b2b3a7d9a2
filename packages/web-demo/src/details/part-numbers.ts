import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LayerNumbers } from '../arithmetic/explanation.js';
import { latest } from '../prediction/latest.js';
import { explainsPart, partToOpen, type Part, type Parts } from '../prediction/parts.js';
import type { OpenModel } from '../prediction/predictor.js';
import type { Answer, LayerActivation, LayerFacts, LayerWeights } from '../prediction/protocol.js';
import { answer, network, openPart, report } from '../state/state.js';

/** A part of the machine for one answer. */
interface OpenPart {
  readonly model: OpenModel;
  readonly parts: Parts;
  readonly part: Part;
  /** An answer with the outputs of the part's layers and of those that their inputs come from; undefined if there is nothing to answer. */
  readonly answer: Answer | undefined;
}

/** A part of the machine with all its numbers for one answer. */
export interface PartNumbers extends OpenPart {
  /** The weights of the part's layers. */
  readonly weights: ReadonlyMap<string, LayerWeights>;
}

/** The output of a layer. */
export const outputOf = ({ answer }: PartNumbers, layer: string): LayerActivation | undefined =>
  answer?.layers.get(layer);

/** A layer with all that its units are calculated from. */
export function layerNumbers(numbers: PartNumbers, { name, type, config, inputs }: LayerFacts): LayerNumbers {
  const outputs = inputs.map((input) => outputOf(numbers, input)!);
  return { type, config, weights: numbers.weights.get(name) ?? {}, inputs: outputs };
}

/** Milliseconds between two paintings: there are many maps, and the answer comes first. */
const REST_MS = 100;

/** The part that is looked into, with its numbers for the answer on the page. Undefined while the network loads. */
export function usePartNumbers(): PartNumbers | undefined {
  const numbers = useSignal<PartNumbers | undefined>(undefined);
  useEffect(() => {
    const read = latest(async (open: OpenPart) => {
      try {
        // An answer to a question before the part was opened lacks layers; the next one has them.
        if (open.answer && !explainsPart(open.answer.layers, open.model.layers, open.part)) return;
        numbers.value = { ...open, weights: await weightsOf(open) };
      } catch (error) {
        if (open.model === network.peek()?.model) report(error);
      }
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    });
    return effect(() => {
      if (network.value === undefined) return;
      const { model, parts } = network.value;
      read({ model, parts, part: partToOpen(parts, openPart.value), answer: answer.value });
    });
  }, []);
  return numbers.value;
}

async function weightsOf({ model, part }: OpenPart): Promise<PartNumbers['weights']> {
  const read = part.layers.map(async ({ name }) => [name, await model.weightsOf(name)] as const);
  return new Map(await Promise.all(read));
}
