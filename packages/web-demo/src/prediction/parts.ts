import { DIGIT_LAYER, EMBEDDING_LAYER, SUM_LAYER } from '@mnist-adder/model/spec';
import type { LayerActivation, LayerFacts } from './protocol.js';

/** A part of the machine: some layers of the network, which people look at together. */
export interface Part {
  /** `stage-1`, `embedding`, `head`, `digit` or `sum` */
  readonly id: string;
  readonly title: string;
  /** Its layers, each after those that its inputs come from. */
  readonly layers: readonly LayerFacts[];
  /** The names of the layers whose outputs the machine shows: the last one, or the last one of each column. */
  readonly outputs: readonly string[];
}

/** The parts of a network, in the order in which an image goes through them. */
export interface Parts {
  /** Each stage is a convolution or a dense layer, and what follows it. */
  readonly stages: readonly Part[];
  readonly embedding: Part;
  /** What brings digit and addend together; undefined if the network only reads digits. */
  readonly head: Part | undefined;
  readonly digit: Part;
  readonly sum: Part | undefined;
  /** Whether the digit is read in the head, beside the sum, instead of before it. */
  readonly readsDigitInHead: boolean;
}

/** Layers that learn something new. Those that follow belong to them. */
const BEGINS_STAGE = new Set(['Conv2D', 'Dense']);
const REPEATS = new Set(['Flatten', 'Reshape', 'Dropout']);

/** Whether a layer's numbers are those of the layer before. */
export const repeats = ({ type }: LayerFacts): boolean => REPEATS.has(type);

/** Whether a layer's numbers are those of its inputs, at other places. */
export const rearranges = (layer: LayerFacts): boolean => repeats(layer) || layer.type === 'Concatenate';

const ADDEND_LAYER = 'addend';

/** Divides the layers of a network into the parts of the machine. */
export function partsOf(layers: readonly LayerFacts[]): Parts {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  /** The layers that a layer is calculated from, itself included. */
  const upTo = (name: string): Set<string> => {
    const found = new Set([name]);
    for (const reached of found) for (const input of byName.get(reached)!.inputs) found.add(input);
    return found;
  };
  const backbone = upTo(EMBEDDING_LAYER);
  const readsDigitInHead = upTo(DIGIT_LAYER).has(ADDEND_LAYER);
  const ofDigit = new Set(readsDigitInHead ? [DIGIT_LAYER] : upTo(DIGIT_LAYER));

  const depths = new Map<string, number>();
  for (const { name, type, inputs } of layers) {
    const before = Math.max(0, ...inputs.map((input) => depths.get(input) ?? 0));
    depths.set(name, before + Number(BEGINS_STAGE.has(type)));
  }
  const last = depths.get(EMBEDDING_LAYER)!;
  const part = (id: string, title: string, belongs: (layer: LayerFacts) => boolean): Part => {
    const own = layers.filter((layer) => layer.type !== 'InputLayer' && belongs(layer));
    const seen = own.filter((layer) => !repeats(layer));
    const isRead = (name: string): boolean =>
      own.some((reader) => reader.inputs.includes(name) && (seen.includes(reader) || isRead(reader.name)));
    return { id, title, layers: own, outputs: seen.flatMap(({ name }) => (isRead(name) ? [] : [name])) };
  };
  const stage = (depth: number) => (layer: LayerFacts) =>
    backbone.has(layer.name) && Math.max(1, depths.get(layer.name)!) === depth;
  const hasSum = byName.has(SUM_LAYER);
  const isHead = ({ name }: LayerFacts) => !backbone.has(name) && !ofDigit.has(name) && name !== SUM_LAYER;
  return {
    stages: Array.from({ length: last - 1 }, (_, i) => part(`stage-${i + 1}`, `Stage ${i + 1}`, stage(i + 1))),
    embedding: part('embedding', 'Embedding', stage(last)),
    head: hasSum ? part('head', 'Head', isHead) : undefined,
    digit: part('digit', 'Digit', ({ name }) => ofDigit.has(name) && !backbone.has(name)),
    sum: hasSum ? part('sum', 'Sum', ({ name }) => name === SUM_LAYER) : undefined,
    readsDigitInHead,
  };
}

/** All parts of a network that can be looked into, in the order of the diagram. */
export const allParts = ({ stages, embedding, digit, head, sum }: Parts): Part[] =>
  [...stages, embedding, digit, head, sum].filter((part) => part !== undefined);

/**
 * The part with an id, or the first one if there is none, with all layers that explain it: a head that only puts numbers side by side adds in
 * the sum's own layer.
 */
export function partToOpen(parts: Parts, id: string): Part {
  const all = allParts(parts);
  const part = all.find((candidate) => candidate.id === id) ?? all[0]!;
  const isIdle = part === parts.head && part.layers.every(rearranges);
  return isIdle && parts.sum !== undefined ? { ...part, layers: [...part.layers, ...parts.sum.layers] } : part;
}

/** The layers whose outputs explain a part: its own, and those that their inputs come from, back to where numbers are calculated. */
export function layersToExplain(layers: readonly LayerFacts[], { layers: own }: Part): string[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const found = new Set(own.map(({ name }) => name));
  const queue = [...own];
  for (const { inputs } of queue) {
    for (const input of inputs) {
      const layer = byName.get(input)!;
      if (!found.has(input) && rearranges(layer)) queue.push(layer);
      found.add(input);
    }
  }
  return [...found];
}

/** Whether the outputs of some layers explain a part: all that {@link layersToExplain} names are there. */
export const explainsPart = (
  outputs: ReadonlyMap<string, LayerActivation>,
  layers: readonly LayerFacts[],
  part: Part,
): boolean => layersToExplain(layers, part).every((name) => outputs.has(name));
