import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type * as z from 'zod/mini';
import type { BuildContext } from '../build-context.js';

/** The name of the layer whose output is the embedding: the last one of every backbone, but for a dropout. */
export const EMBEDDING_LAYER = 'embedding';

/** A way from an image to its embedding. */
export interface Backbone<Schema extends z.ZodMiniType<{ type: string }>> {
  /** The settings with their defaults, told apart from other backbones' by `type`. */
  readonly schema: Schema;
  /**
   * Strings the layers together.
   *
   * @param image the normalised image, [b, 28, 28, 1].
   * @returns the embedding, [b, E], from a layer named `embedding` or a dropout of it.
   */
  build(image: SymbolicTensor, settings: z.output<Schema>, context: BuildContext): SymbolicTensor;
}

/** Lets TypeScript work out the settings' type from the schema. */
export const defineBackbone = <Schema extends z.ZodMiniType<{ type: string }>>(backbone: Backbone<Schema>) => backbone;
