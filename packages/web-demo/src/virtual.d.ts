/// <reference types="vite-plugin-pwa/client" />

// What the build tells the page about the files that it puts beside it. `vite/bundles.ts` makes these modules; they are plain JSON.

declare module 'virtual:bundled-digits' {
  /** MNIST's images that come with the page. Paths are relative to the page. */
  export interface BundledDigits {
    /** The first test images, to try. */
    readonly samples: {
      /** A gzipped IDX file. */
      readonly path: string;
      /** The digit that each image shows. */
      readonly labels: readonly number[];
      /** The first sample of each digit, 0 to 9, in a file of their own, which is small. */
      readonly first: { readonly path: string; readonly indexes: readonly number[] };
    };
    /** All training images, as two gzipped IDX files. */
    readonly train: {
      readonly images: string;
      readonly labels: string;
      /** The size of both files together. */
      readonly sizeBytes: number;
      /** The SHA-256 of each file of MNIST, uncompressed, by its name. */
      readonly digests: Readonly<Record<string, string>>;
    };
  }
  const digits: BundledDigits;
  export default digits;
}

declare module 'virtual:bundled-models' {
  import type { Scores } from '@mnist-adder/model';

  /** The heads of the bundled models. */
  export type BundledHead = 'exact' | 'concat' | 'stacked';

  /** A trained model that comes with the page. */
  export interface BundledModel {
    readonly id: string;
    readonly head: BundledHead;
    /** The path of its `model.json`, relative to the page. */
    readonly json: string;
    /** The path of its `weights.bin`, relative to the page. */
    readonly weights: string;
    /** Number of weights. */
    readonly parameters: number;
    /** Scores on all test pairs, before the weights were rounded to bytes. */
    readonly scores: Scores;
  }
  const models: readonly BundledModel[];
  export default models;
}

declare module 'virtual:bundled-recipes' {
  import type { Recipe } from '@mnist-adder/trainer/recipes';

  /** A recipe that the page can train, the default one first. */
  export type BundledRecipe = Pick<Recipe, 'id' | 'summary' | 'network' | 'task' | 'training'>;
  const recipes: readonly BundledRecipe[];
  export default recipes;
}
