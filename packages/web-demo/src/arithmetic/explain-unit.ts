import type { LayerActivation } from '../prediction/protocol.js';
import { CHANNEL_SWITCH } from '../prediction/channel-switch.js';
import { applyFunction, applyLeakyReLU, isKnownFunction } from './applied-function.js';
import { productsOf, type Explanation, type LayerNumbers, type Terms, type Unexplained } from './explanation.js';
import { stepsOf, windowSettings } from './windows.js';

/** What a class of layers does before its function. */
type Part = Pick<Explanation, 'terms' | 'operation' | 'window' | 'bias'>;

/** Takes a unit apart. Undefined: with these settings it cannot. */
type Explain = (layer: LayerNumbers, index: number) => Part | undefined;

/**
 * Explains how the output of a unit came about.
 *
 * @param index the unit's index in the layer's output.
 */
export function explainUnit(layer: LayerNumbers, index: number): Explanation | Unexplained {
  const { type, config } = layer;
  const explain = CLASSES[type];
  if (explain === undefined) return { why: `The page cannot take layers of the class ${type} apart.` };
  if (!isKnownFunction(config.activation)) {
    return { why: `The page does not know the activation ${String(config.activation)}.` };
  }
  const part = explain(layer, index);
  if (part === undefined) return { why: `The page cannot take this ${type} apart: it has unusual settings.` };
  const before = valueOf(part);
  const { result, then } =
    type === 'LeakyReLU'
      ? applyLeakyReLU(config.alpha as number, before)
      : applyFunction(type === 'ReLU' ? 'relu' : config.activation, before, () => rowOf(layer, explain, index));
  return { ...part, before, then, result };
}

/** The number that the function is applied to. */
function valueOf({ terms, operation, bias = 0 }: Part): number {
  const { values, indices } = terms;
  switch (operation) {
    case 'copy':
      return values[0]!;
    case 'largest':
      return values.reduce((largest, value, i) => (indices[i]! < 0 ? largest : Math.max(largest, value)), -Infinity);
    case 'product':
      return values.reduce((product, value) => product * value);
    case 'sum':
      return productsOf(terms).reduce((sum, product) => sum + product, bias);
  }
}

/** The numbers of all units that a softmax takes together with one: those that differ from it in the last axis alone. */
function rowOf(layer: LayerNumbers, explain: Explain, index: number) {
  const { kernel } = layer.weights;
  const size = (kernel?.shape ?? layer.inputs[0]!.shape).at(-1)!;
  const at = index % size;
  const logits = Array.from({ length: size }, (_, i) => valueOf(explain(layer, index - at + i)!));
  return { logits, at };
}

/** @param sources for each term, which input it comes from and where in it, −1 for the border. */
function termsOf(
  { inputs }: LayerNumbers,
  length: number,
  sources: (i: number) => { readonly input?: number; readonly index: number },
  weight?: (i: number) => number,
): Terms {
  const terms = {
    inputs: new Uint8Array(length),
    indices: new Int32Array(length),
    values: new Float64Array(length),
    weights: weight && Float64Array.from({ length }, (_, i) => weight(i)),
  };
  for (let i = 0; i < length; i++) {
    const { input = 0, index } = sources(i);
    terms.inputs[i] = input;
    terms.indices[i] = index;
    terms.values[i] = index < 0 ? 0 : inputs[input]!.values[index]!;
  }
  return terms;
}

const part = (
  terms: Terms,
  operation: Explanation['operation'],
  { bias, window }: Partial<Pick<Explanation, 'bias' | 'window'>> = {},
): Part => ({ terms, operation, window, bias });

/** One number, as it is. What follows is a function, or nothing. */
const copy: Explain = (layer, index) =>
  part(
    termsOf(layer, 1, () => ({ index })),
    'copy',
  );

const reLU: Explain = (layer, index) => (layer.config.maxValue == null ? copy(layer, index) : undefined);

const rescaling: Explain = (layer, index) => {
  const { scale, offset } = layer.config as { scale: number; offset: number };
  return part(
    termsOf(
      layer,
      1,
      () => ({ index }),
      () => scale,
    ),
    'sum',
    { bias: offset },
  );
};

/** A channel that is switched off is multiplied by zero. */
const channelSwitch: Explain = (layer, index) => {
  const channel = index % layer.inputs[0]!.shape.at(-1)!;
  const isOff = (layer.config.off as readonly number[]).includes(channel);
  return part(
    termsOf(
      layer,
      1,
      () => ({ index }),
      () => Number(!isOff),
    ),
    'sum',
  );
};

const batchNormalization: Explain = (layer, index) => {
  const { gamma, beta, moving_mean: mean, moving_variance: variance } = layer.weights;
  const { shape } = layer.inputs[0]!;
  const { axis, epsilon } = layer.config as { axis: number; epsilon: number };
  const isLast = axis === -1 || axis === shape.length;
  if (!isLast || !gamma || !beta || !mean || !variance) return undefined;
  const channel = index % shape.at(-1)!;
  const scale = gamma.values[channel]! / Math.sqrt(variance.values[channel]! + epsilon);
  const terms = termsOf(
    layer,
    1,
    () => ({ index }),
    () => scale,
  );
  return part(terms, 'sum', { bias: beta.values[channel]! - mean.values[channel]! * scale });
};

const dense: Explain = (layer, index) => {
  const { kernel, bias } = layer.weights;
  if (kernel === undefined) return undefined;
  const [length, units] = kernel.shape as [number, number];
  const unit = index % units;
  const first = ((index - unit) / units) * length;
  const terms = termsOf(
    layer,
    length,
    (i) => ({ index: first + i }),
    (i) => kernel.values[i * units + unit]!,
  );
  return part(terms, 'sum', { bias: bias?.values[unit] });
};

/** The numbers of a window: those of all channels, or of one. */
function windowAt(layer: LayerNumbers, position: number, channels: 'all' | number) {
  const [height, width, depth] = layer.inputs[0]!.shape as [number, number, number];
  const [down, right] = stepsOf(windowSettings(layer.type, layer.config), [height, width]);
  const top = Math.floor(position / right.positions) * down.stride - down.padding;
  const left = (position % right.positions) * right.stride - right.padding;
  const taken = channels === 'all' ? depth : 1;
  const from = channels === 'all' ? 0 : channels;
  const window = [down.length, right.length, taken] as const;
  const indexOf = (i: number) => {
    const cell = Math.floor(i / taken);
    const y = top + Math.floor(cell / right.length) * down.dilation;
    const x = left + (cell % right.length) * right.dilation;
    const isOutside = y < 0 || y >= height || x < 0 || x >= width;
    return isOutside ? -1 : (y * width + x) * depth + from + (i % taken);
  };
  return { window, length: window[0] * window[1] * window[2], indexOf };
}

const isChannelsLast = ({ config }: LayerNumbers) => config.dataFormat === 'channelsLast';

const conv2d: Explain = (layer, index) => {
  const { kernel, bias } = layer.weights;
  if (!isChannelsLast(layer) || kernel === undefined) return undefined;
  const filters = kernel.shape.at(-1)!;
  const filter = index % filters;
  const { window, length, indexOf } = windowAt(layer, (index - filter) / filters, 'all');
  const terms = termsOf(
    layer,
    length,
    (i) => ({ index: indexOf(i) }),
    (i) => kernel.values[i * filters + filter]!,
  );
  return part(terms, 'sum', { bias: bias?.values[filter], window });
};

const pooling =
  (operation: 'largest' | 'sum'): Explain =>
  (layer, index) => {
    if (!isChannelsLast(layer)) return undefined;
    const channels = layer.inputs[0]!.shape[2]!;
    const { window, length, indexOf } = windowAt(layer, Math.floor(index / channels), index % channels);
    const terms = termsOf(layer, length, (i) => ({ index: indexOf(i) }));
    if (operation === 'largest') return part(terms, operation, { window });
    // The border is no part of the average.
    const inside = terms.indices.reduce((count, at) => count + Number(at >= 0), 0);
    return part({ ...terms, weights: Float64Array.from(terms.indices, (at) => (at < 0 ? 0 : 1 / inside)) }, operation, {
      window,
    });
  };

const globalAveragePooling2d: Explain = (layer, index) => {
  if (!isChannelsLast(layer)) return undefined;
  const [height, width, channels] = layer.inputs[0]!.shape as [number, number, number];
  const length = height * width;
  const terms = termsOf(
    layer,
    length,
    (i) => ({ index: i * channels + index }),
    () => 1 / length,
  );
  return part(terms, 'sum', { window: [height, width, 1] });
};

const concatenate: Explain = (layer, index) => {
  const { axis } = layer.config as { axis: number };
  const { inputs } = layer;
  if (axis !== -1 && axis !== inputs[0]!.shape.length) return undefined;
  const widths = inputs.map(({ shape }) => shape.at(-1)!);
  const width = widths.reduce((sum, each) => sum + each);
  const row = Math.floor(index / width);
  let column = index % width;
  let input = 0;
  while (column >= widths[input]!) column -= widths[input++]!;
  return part(
    termsOf(layer, 1, () => ({ input, index: row * widths[input]! + column })),
    'copy',
  );
};

/** Layers that take one number of each input. An axis of length 1 meets every number of the others' axis. */
const merging =
  (operation: 'sum' | 'product'): Explain =>
  (layer, index) => {
    const { inputs } = layer;
    const shape = broadcast(inputs);
    return part(
      termsOf(layer, inputs.length, (input) => ({ input, index: indexIn(inputs[input]!, shape, index) })),
      operation,
    );
  };

function broadcast(inputs: readonly LayerActivation[]): number[] {
  const axes = Math.max(...inputs.map(({ shape }) => shape.length));
  return Array.from({ length: axes }, (_, axis) =>
    Math.max(...inputs.map(({ shape }) => shape[axis - axes + shape.length] ?? 1)),
  );
}

function indexIn({ shape: own }: LayerActivation, shape: readonly number[], index: number): number {
  let [rest, found, stride] = [index, 0, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = own[axis - shape.length + own.length] ?? 1;
    if (size > 1) found += (rest % shape[axis]!) * stride;
    rest = Math.floor(rest / shape[axis]!);
    stride *= size;
  }
  return found;
}

/** The classes of layers that are taken apart: those that `forward` of `@mnist-adder/model` calculates. */
const CLASSES: Readonly<Partial<Record<string, Explain>>> = {
  Activation: copy,
  Add: merging('sum'),
  AveragePooling2D: pooling('sum'),
  BatchNormalization: batchNormalization,
  [CHANNEL_SWITCH]: channelSwitch,
  Concatenate: concatenate,
  Conv2D: conv2d,
  Dense: dense,
  Dropout: copy,
  Flatten: copy,
  GlobalAveragePooling2D: globalAveragePooling2d,
  LeakyReLU: copy,
  MaxPooling2D: pooling('largest'),
  Multiply: merging('product'),
  ReLU: reLU,
  Rescaling: rescaling,
  Reshape: copy,
};
