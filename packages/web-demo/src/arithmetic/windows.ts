/** How a window of a convolution or a pooling goes over an image along one axis. */
export interface Steps {
  /** The length of the window, in numbers that it takes. */
  readonly length: number;
  readonly stride: number;
  /** The distance between numbers that it takes. */
  readonly dilation: number;
  /** Numbers before the image that its first position takes. */
  readonly padding: number;
  /** The number of positions. */
  readonly positions: number;
}

interface AxisSettings {
  readonly length: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'same' | 'valid';
}

/** Lays windows over an axis as TensorFlow does: `same` pads so that the output has ⌈size / stride⌉ numbers, the odd one at the end. */
function stepsOver(size: number, { length, stride, dilation, padding }: AxisSettings): Steps {
  const reach = (length - 1) * dilation + 1;
  const isSame = padding === 'same';
  const positions = isSame ? Math.ceil(size / stride) : Math.floor((size - reach) / stride) + 1;
  const missing = isSame ? Math.max(0, (positions - 1) * stride + reach - size) : 0;
  return { length, stride, dilation, padding: Math.floor(missing / 2), positions };
}

/** The settings of a layer whose windows go over an image; undefined if they are none that are known. */
export interface WindowSettings {
  readonly padding: 'same' | 'valid';
  readonly strides: readonly [number, number];
  /** The sides of the window. */
  readonly sides: readonly [number, number];
  readonly dilation: readonly [number, number];
}

/** Reads the settings of a Conv2D or a pooling layer. */
export function windowSettings(type: string, config: Readonly<Record<string, unknown>>): WindowSettings {
  const { padding, strides, kernelSize, poolSize, dilationRate } = config;
  return {
    padding: padding === 'same' ? 'same' : 'valid',
    strides: pair(strides),
    sides: pair(type === 'Conv2D' ? kernelSize : poolSize),
    dilation: pair(dilationRate ?? 1),
  };
}

/** Both steps, down and to the right, over an image of a height and a width. */
export const stepsOf = (
  { padding, strides, sides, dilation }: WindowSettings,
  [height, width]: readonly number[],
): readonly [Steps, Steps] => [
  stepsOver(height!, { length: sides[0], stride: strides[0], dilation: dilation[0], padding }),
  stepsOver(width!, { length: sides[1], stride: strides[1], dilation: dilation[1], padding }),
];

const pair = (value: unknown): [number, number] =>
  Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [Number(value), Number(value)];
