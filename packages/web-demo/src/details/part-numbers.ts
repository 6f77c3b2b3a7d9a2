import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LayerNumbers } from '../arithmetic/explanation.js';
import { allParts, partsOf, type Part, type Parts } from '../prediction/parts.js';
import type { ModelSource } from '../models/bundled-models.js';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import type { Answer, LayerActivation, LayerFacts, LayerWeights, Reading } from '../prediction/protocol.js';
import { modelInUse } from '../state/model-in-use.js';
import { answer, openPart, predictor, report } from '../state/state.js';
import { inputsToAsk, rearranges } from './sources.js';

/** A part of the machine with all its numbers for one answer. */
export interface PartNumbers {
  readonly model: string;
  /** All layers of the network. */
  readonly layers: readonly LayerFacts[];
  readonly parts: Parts;
  readonly part: Part;
  /** The weights of the part's layers. */
  readonly weights: ReadonlyMap<string, LayerWeights>;
  /** An answer with the outputs of the part's layers and of those that their inputs come from; undefined if there is nothing to answer. */
  readonly answer: Answer | undefined;
}

/** The output of a layer. */
export const outputOf = ({ answer }: PartNumbers, layer: string): LayerActivation | undefined =>
  answer?.layers.get(layer);

/** A layer with all that its units are calculated from. */
export function layerNumbers(numbers: PartNumbers, { name, type, config, inputs }: LayerFacts): LayerNumbers {
  const outputs = inputs.map((input) => outputOf(numbers, input)!);
  return { type, config, weights: numbers.weights.get(name) ?? {}, inputs: outputs };
}

interface Situation {
  readonly answer: Answer | undefined;
  readonly predictor: Predictor | undefined;
  readonly model: ModelSource;
  readonly id: string;
}

/** Milliseconds between two paintings: there are many maps, and the answer comes first. */
const REST_MS = 100;

/** The part that is looked into, with its numbers for the answer on the page. Undefined while the network loads. */
export function usePartNumbers(): PartNumbers | undefined {
  const numbers = useSignal<PartNumbers | undefined>(undefined);
  useEffect(() => {
    const read = latest(async (situation: Situation) => {
      try {
        const found = await readNumbers(situation);
        if (found !== undefined) numbers.value = found;
      } catch (error) {
        report(error);
      }
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    });
    return effect(() => {
      read({ answer: answer.value, predictor: predictor.value, model: modelInUse(), id: openPart.value });
    });
  }, []);
  return numbers.value;
}

async function readNumbers({ answer, predictor, model, id }: Situation): Promise<PartNumbers | undefined> {
  if (predictor === undefined) return undefined;
  const layers = await predictor.layersOf(model);
  const parts = partsOf(layers);
  const all = allParts(parts);
  const part = withWeights(all.find((candidate) => candidate.id === id) ?? all[0]!, parts);
  const asking = answer && predictor.ask(model, { ...questionOf(answer), layers: inputsToAsk(layers, part) });
  const weights = await Promise.all(
    part.layers.map(
      async ({ name }) => [name, await readOnce(layers, name, () => predictor.weightsOf(model, name))] as const,
    ),
  );
  return { model: model.name, layers, parts, part, weights: new Map(weights), answer: await asking };
}

/** A head that only puts numbers side by side adds in the sum's own layer: that belongs to it as well. */
function withWeights(part: Part, { head, sum }: Parts): Part {
  const isIdle = part === head && part.layers.every(rearranges);
  return isIdle && sum !== undefined ? { ...part, layers: [...part.layers, ...sum.layers] } : part;
}

/** The question that an answer answers. */
function questionOf({ image, addend }: Answer) {
  const pixelsOf = ({ pixels }: Reading) => ({ pixels });
  return { image: pixelsOf(image), addend: typeof addend === 'object' ? pixelsOf(addend) : addend };
}

/** The weights of the layers that have been read, by the list of layers, which is a new one when a model is opened again. */
const known = new WeakMap<readonly LayerFacts[], Map<string, Promise<LayerWeights>>>();

function readOnce(
  layers: readonly LayerFacts[],
  name: string,
  read: () => Promise<LayerWeights>,
): Promise<LayerWeights> {
  const ofModel = known.get(layers) ?? new Map<string, Promise<LayerWeights>>();
  known.set(layers, ofModel);
  const reading = ofModel.get(name) ?? read();
  ofModel.set(name, reading);
  reading.catch(() => ofModel.delete(name));
  return reading;
}
