import { checkFields, checkObject, is } from '@mnist-adder/dataset/internal';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

/** The name of the layer whose output is the embedding. Only a dropout layer may follow it in a backbone. */
export const EMBEDDING_LAYER = 'embedding';
/** The name of the layer that gives the digit's probabilities. */
export const DIGIT_LAYER = 'digit';
/** The name of the layer that gives the sum's probabilities. */
export const SUM_LAYER = 'sum';

/** The configuration of a dense layer of TensorFlow.js, which does not export this type. */
export type DenseConfig = Parameters<typeof layers.dense>[0];

/** What a backbone or a head is built with, besides its own settings. */
export interface BuildContext {
  /**
   * The stock layers of TensorFlow.js. A definition takes them from here instead of importing them, so that its settings can be read
   * without loading TensorFlow.js.
   */
  readonly layers: typeof layers;
  /** Applies layers one after the other; the first one may take several inputs. Every layer has one output. */
  readonly chain: (
    input: SymbolicTensor | SymbolicTensor[],
    ...layers: readonly Pick<layers.Layer, 'apply'>[]
  ) => SymbolicTensor;
  /**
   * The initializer of a layer's kernel: uniform within ±1/√(fan-in), drawn from the seed and the layer's name. It is PyTorch's
   * default, and the reference systems are written in PyTorch. He's wider normal distribution learns faster in the first epoch and
   * ends slightly worse.
   */
  readonly kernel: (layerName: string) => NonNullable<DenseConfig['kernelInitializer']>;
  /** A dense layer whose kernel starts that way. Default activation: linear. */
  readonly dense: (name: string, units: number, activation?: DenseConfig['activation']) => layers.Layer;
  /** An output of the model: a dense layer with a softmax, [b, 10] for the digit and [b, 19] for the sum. */
  readonly output: (name: typeof DIGIT_LAYER | typeof SUM_LAYER, features: SymbolicTensor) => SymbolicTensor;
  /**
   * A dense layer without bias whose kernel is known and is not trained.
   *
   * @param kernel [inputs][units]
   */
  readonly frozenDense: (
    name: string,
    features: SymbolicTensor,
    kernel: readonly (readonly number[])[],
  ) => SymbolicTensor;
}

/**
 * The schema of the settings of a backbone or a head: a check that fills in defaults, and knows the types of both. Any schema that follows
 * [Standard Schema](https://standardschema.dev) is one. Those of zod, Valibot and ArkType do.
 */
export interface SettingsSchema<Input extends object = object, Output extends object = object> {
  readonly '~standard': {
    readonly validate: (value: unknown) => SettingsResult<Output> | Promise<SettingsResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** Settings with their defaults, or what is wrong with them. */
export type SettingsResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SettingsIssue[] };

/** A setting that is not valid. */
export interface SettingsIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where: the keys that lead there. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Settings as people write them, without defaults. */
export type SettingsInput<Schema extends SettingsSchema> = NonNullable<Schema['~standard']['types']>['input'];

/** Settings with every one spelled out. */
export type Settings<Schema extends SettingsSchema> = NonNullable<Schema['~standard']['types']>['output'];

/** A backbone: image → embedding. */
export interface Backbone<Type extends string = string, Schema extends SettingsSchema = SettingsSchema> {
  /** Its name in specs: the `type` of its settings. */
  readonly type: Type;
  /** The other settings, with their defaults. */
  readonly schema: Schema;
  /**
   * Connects the layers.
   *
   * @param image the normalised image, [b, 28, 28, 1].
   * @returns the embedding, [b, E], from a layer named `embedding` or a dropout layer after it.
   */
  build(image: SymbolicTensor, settings: Settings<Schema>, context: BuildContext): SymbolicTensor;
}

/** What a head takes: one row a pair. */
export interface HeadInputs {
  /** [b, E] */
  readonly embedding: SymbolicTensor;
  /** [b, 10], one-hot or any other distribution. */
  readonly addend: SymbolicTensor;
}

/** What a head gives: probability distributions, from layers named `digit` and `sum`. */
export interface HeadOutputs {
  /** [b, 10] */
  readonly digit: SymbolicTensor;
  /** [b, 19]; undefined for a head that only reads the digit. */
  readonly sum?: SymbolicTensor;
}

/** A head: embedding and addend → digit and sum. It declares what it can do, and recipes are checked against that. */
export interface Head<Type extends string = string, Schema extends SettingsSchema = SettingsSchema> {
  /** Its name in specs: the `type` of its settings. */
  readonly type: Type;
  /** The other settings, with their defaults. */
  readonly schema: Schema;
  /** Whether it gives a sum. A head that does not has no addend input either. */
  readonly adds: boolean;
  /**
   * Whether the logits of its outputs may be divided by a temperature after training: true if no output is calculated from the
   * probabilities of another one by trained layers. Default: false.
   */
  readonly canCalibrate?: boolean;
  /**
   * Whether its digit is the mean of what a backbone's columns say: true if the digit is one dense layer on the embedding. Then columns
   * can learn independently. Default: false.
   */
  readonly averagesColumns?: boolean;
  /**
   * Whether its digit can be learned from nothing but the sums of numbers that are written in images: true if the digit does not depend
   * on the addend, and all its weights serve the digit. Default: false.
   */
  readonly addsImages?: boolean;
  /** Connects the layers. */
  build(inputs: HeadInputs, settings: Settings<Schema>, context: BuildContext): HeadOutputs;
}

/** Backbones and heads of your own, in the same form as the built-in ones, which stay available beside them. */
export interface Definitions<B extends Backbone = Backbone, H extends Head = Head> {
  /** Default: none. */
  readonly backbones?: readonly B[] | undefined;
  /** Default: none. */
  readonly heads?: readonly H[] | undefined;
}

/** Defines a backbone. Its settings' type follows from its schema. */
export const defineBackbone = <const Type extends string, Schema extends SettingsSchema>(
  backbone: Backbone<Type, Schema>,
): Backbone<Type, Schema> => checkDefinition('backbone', backbone);

/** Defines a head. Its settings' type follows from its schema. */
export const defineHead = <const Type extends string, Schema extends SettingsSchema>(
  head: Head<Type, Schema>,
): Head<Type, Schema> => checkDefinition('head', head);

/**
 * Checks a definition and returns it as it is.
 *
 * @throws `ArgumentError` naming what is not there.
 */
export function checkDefinition<Part extends Backbone | Head>(argument: string, part: Part): Part {
  checkObject(argument, part, ['type', 'schema', 'build']);
  const { type, schema } = part;
  is.string(`${argument}.type`, type);
  checkFields(`${argument}.schema`, schema, { '~standard': is.object('validate') });
  is.function(`${argument}.schema['~standard'].validate`, schema['~standard'].validate);
  checkFields<Backbone | Head>(argument, part, { build: is.function });
  return part;
}
