import type { Backbone, Head, SettingsInput } from './definition.js';

/** What pixels are normalised with. The defaults are those of MNIST's training images. */
export interface Normalization {
  /** Subtracted from each pixel, 0..1. Default: 0.1307. */
  readonly mean: number;
  /** Divides each pixel, above 0. Default: 0.3081. */
  readonly std: number;
}

/** The settings of a backbone or a head, whatever its type. */
export type PartSpec = Readonly<Record<string, unknown>> & { readonly type: string };

/** A network with every setting spelled out. */
export interface AdderSpec {
  readonly normalization: Normalization;
  readonly backbone: PartSpec;
  readonly head: PartSpec;
}

/** Settings of the backbone `small-cnn`: two convolutions and a dense layer. */
export interface SmallCnnSettings {
  readonly type: 'small-cnn';
  /** Channels of the convolutions. Default: `[24, 32]`. */
  readonly filters?: readonly [number, number] | undefined;
  /** Sides of the convolutions' kernels, in pixels. Default: `[5, 3]`. */
  readonly kernels?: readonly [number, number] | undefined;
  /** Length of the embedding. Default: 256. */
  readonly embedding?: number | undefined;
  /** The fraction of the activations that dropout sets to zero, 0..1. Default: 0. */
  readonly dropout?: number | undefined;
}

/** Settings of the backbone `vgg`: stages of 3×3 convolutions with batch normalisation. */
export interface VggSettings {
  readonly type: 'vgg';
  /** Channels of the convolutions in each stage. Default: `[24, 48, 64]`. */
  readonly filters?: readonly [number, number, number] | undefined;
  /** Number of convolutions in each stage. Default: `[1, 2, 2]`. */
  readonly convolutions?: readonly [number, number, number] | undefined;
  /** Length of the embedding. Default: 64. */
  readonly embedding?: number | undefined;
  /** The fraction of the activations that dropout sets to zero, 0..1. Default: 0. */
  readonly dropout?: number | undefined;
  /** Number of copies of the network side by side, each with its own weights. Default: 1. */
  readonly columns?: number | undefined;
}

/** Settings of the backbone `identity-cnn`: six convolutions with batch normalisation and dropout. */
export interface IdentityCnnSettings {
  readonly type: 'identity-cnn';
  /** Channels of the convolutions in each of three blocks. Default: `[16, 32, 32]`. */
  readonly filters?: readonly [number, number, number] | undefined;
  /** The fraction of the activations that dropout sets to zero, 0..1. Default: 0.1. */
  readonly dropout?: number | undefined;
  /** Length of the embedding. Default: 20. */
  readonly embedding?: number | undefined;
}

/** Settings of the backbone `lenet`: two convolutions with average pooling, and two dense layers with sigmoids. */
export interface LenetSettings {
  readonly type: 'lenet';
  /** Channels of the convolutions. Default: `[6, 16]`. */
  readonly filters?: readonly [number, number] | undefined;
  /** Widths of the dense layers; the second one is the length of the embedding. Default: `[120, 84]`. */
  readonly dense?: readonly [number, number] | undefined;
}

/** Settings of the backbone `mlp`: dense layers on the pixels. */
export interface MlpSettings {
  readonly type: 'mlp';
  /** Widths of the layers; the last one is the length of the embedding. Default: `[128, 64]`. */
  readonly hidden?: readonly number[] | undefined;
  /** The activation function after each layer. Default: `relu`. */
  readonly activation?: 'relu' | 'leaky-relu' | undefined;
}

/** Settings of a built-in backbone. */
export type BackboneSettings = SmallCnnSettings | VggSettings | IdentityCnnSettings | LenetSettings | MlpSettings;

/** Settings of the heads with two dense layers: `concat` joins embedding and addend, `stacked` the digit's distribution and the addend. */
export interface DenseHeadSettings {
  readonly type: 'concat' | 'stacked';
  /** Widths of the dense layers. Default: `[64, 64]` for `concat`, `[128, 64]` for `stacked`. */
  readonly hidden?: readonly [number, number] | undefined;
}

/** Settings of the heads that have none but their `type`. */
export interface PlainHeadSettings {
  readonly type: 'exact' | 'linear' | 'digit';
}

/** Settings of a built-in head. */
export type HeadSettings = DenseHeadSettings | PlainHeadSettings;

/** Settings of a backbone or a head of your own. */
export type OwnSettings<Part extends Backbone | Head> = Part extends unknown
  ? { readonly type: Part['type'] } & SettingsInput<Part['schema']>
  : never;

/**
 * A network as people write it, without defaults: `{ backbone: { type: 'small-cnn' }, head: { type: 'concat' } }`. The type parameters
 * are those of `Definitions`.
 */
export interface AdderSpecInput<B extends Backbone = never, H extends Head = never> {
  /** What pixels are normalised with, inside the model. Default: mean and deviation of MNIST's training images. */
  readonly normalization?: { readonly [Name in keyof Normalization]?: number | undefined } | undefined;
  /** The backbone, from the image to its embedding. */
  readonly backbone: BackboneSettings | OwnSettings<B>;
  /** The head, from the embedding and the addend to digit and sum. */
  readonly head: HeadSettings | OwnSettings<H>;
}
