import type { LayerFacts } from '../prediction/protocol.js';
import { stepsOf, windowSettings, type Steps } from './windows.js';

/** A rectangle of an image. All four sides belong to it. */
export interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const WINDOWED = new Set(['Conv2D', 'MaxPooling2D', 'AveragePooling2D']);
/** Classes whose output at a place depends on their inputs at the same place. */
const POINTWISE = new Set([
  ...['Activation', 'Add', 'BatchNormalization', 'Concatenate', 'Dropout'],
  ...['LeakyReLU', 'Multiply', 'ReLU', 'Rescaling'],
]);

/**
 * Finds the part of the image that a unit depends on.
 *
 * @param layers the layers of the network, each after those that its inputs come from.
 * @param name the unit's layer.
 * @param at the unit's place in a map; undefined for a unit of a vector.
 * @param side the side of the image.
 * @returns undefined if it depends on nothing in the image.
 */
export function receptiveField(
  layers: readonly LayerFacts[],
  name: string,
  at: { readonly y: number; readonly x: number } | undefined,
  side: number,
): Rectangle | undefined {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const sizes = new Map<string, readonly [number, number] | undefined>();
  /** The height and width of a layer's maps; undefined for a vector. */
  const sizeOf = (layer: LayerFacts): readonly [number, number] | undefined => {
    if (!sizes.has(layer.name)) sizes.set(layer.name, findSize(layer));
    return sizes.get(layer.name);
  };
  const findSize = (layer: LayerFacts): readonly [number, number] | undefined => {
    if (layer.name === 'image') return [side, side];
    const [first] = layer.inputs.map((input) => sizeOf(byName.get(input)!));
    if (first === undefined || POINTWISE.has(layer.type)) return first;
    if (!WINDOWED.has(layer.type)) return undefined;
    const [down, right] = stepsOf(windowSettings(layer.type, layer.config), first);
    return [down.positions, right.positions];
  };
  /** What of the image a rectangle of a layer's maps depends on, or the whole of a layer. */
  const fieldOf = (layer: LayerFacts, part: Rectangle | undefined): Rectangle | undefined => {
    const own = sizeOf(layer);
    const rectangle = own && (part ?? { top: 0, left: 0, bottom: own[0] - 1, right: own[1] - 1 });
    if (layer.name === 'image') return rectangle && within(rectangle, side);
    const fields = layer.inputs.map((input) => {
      const before = byName.get(input)!;
      const size = sizeOf(before);
      if (rectangle === undefined || size === undefined) return fieldOf(before, undefined);
      if (!WINDOWED.has(layer.type)) return fieldOf(before, rectangle);
      const [down, right] = stepsOf(windowSettings(layer.type, layer.config), size);
      const [top, bottom] = taken(down, rectangle.top, rectangle.bottom);
      const [left, rightmost] = taken(right, rectangle.left, rectangle.right);
      return fieldOf(before, { top, left, bottom, right: rightmost });
    });
    return fields.reduce(union, undefined);
  };
  const layer = byName.get(name);
  return layer && fieldOf(layer, at && { top: at.y, left: at.x, bottom: at.y, right: at.x });
}

/** The first and the last number that windows take at the positions from one to another. */
const taken = ({ length, stride, dilation, padding }: Steps, from: number, to: number): [number, number] => [
  from * stride - padding,
  to * stride - padding + (length - 1) * dilation,
];

const within = ({ top, left, bottom, right }: Rectangle, side: number): Rectangle => ({
  top: Math.max(0, top),
  left: Math.max(0, left),
  bottom: Math.min(side - 1, bottom),
  right: Math.min(side - 1, right),
});

const union = (a: Rectangle | undefined, b: Rectangle | undefined): Rectangle | undefined =>
  a === undefined || b === undefined
    ? (a ?? b)
    : {
        top: Math.min(a.top, b.top),
        left: Math.min(a.left, b.left),
        bottom: Math.max(a.bottom, b.bottom),
        right: Math.max(a.right, b.right),
      };
