import type { Scores } from '../evaluation/scores.js';
import type { Familiarity } from '../familiarity/familiarity.js';
import type { AdderSpec, AdderSpecInput } from '../network/adder-spec.js';

/** What a saved model says about itself. */
export interface AdderMetadata {
  /** The network. */
  readonly spec: AdderSpec;
  /** The recipe that it was trained with, any plain JSON; null for none. */
  readonly recipe: unknown;
  /** The seed of its initial weights, and of everything else that was random. */
  readonly seed: number;
  /** SHA-256 of each file that it was trained and evaluated on, as hexadecimal digits, by the file's name. */
  readonly data: Readonly<Record<string, string>>;
  /** How good it is. */
  readonly scores: Scores;
  /** What digits look like to it: predictions then say which images are unusual. Absent if it was not fitted. */
  readonly familiarity?: Familiarity | undefined;
  /** The version of mnist-adder that trained it, if it is known. */
  readonly packageVersion?: string | undefined;
}

/** What a saved model says about itself, as it is given to `writeAdder`. */
export type AdderMetadataInput = Omit<AdderMetadata, 'spec'> & {
  /** The network. Its defaults may be left out. */
  readonly spec: AdderSpecInput | AdderSpec;
};
