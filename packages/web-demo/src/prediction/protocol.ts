import type { AdderFiles, Scores } from '@mnist-adder/model';
import type { BackendName, Capabilities } from '../backend/backends.js';
import type { DigitInput } from '../drawing/digit-input.js';

/** A question to a network. */
export interface Question {
  /** The name under which the model was opened. */
  readonly model: string;
  readonly image: DigitInput;
  /** 0..9, or another image whose digit is added. */
  readonly addend: number | DigitInput;
  /** Whether the answer has the output of each layer. */
  readonly inside: boolean;
}

/** What the network read in an image. */
export interface Reading {
  /** The image that the network saw, [784], 0..255. */
  readonly pixels: Uint8Array;
  /** The probability of each digit, [10]. */
  readonly digit: Float32Array;
}

/** The output of a layer for one image. */
export interface LayerActivation {
  readonly name: string;
  /** The layer's class in TensorFlow.js: `Conv2D`. */
  readonly type: string;
  /** [height, width, channels] or [units] */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The answer to a question. */
export interface Answer {
  readonly image: Reading;
  /** The second image; undefined if the addend is a number. */
  readonly addend: Reading | undefined;
  /** The probability of each sum, [19]; undefined if the network only reads digits. */
  readonly sum: Float32Array | undefined;
  /** The layers' outputs for the first image, in order; empty unless the question asks for them. */
  readonly layers: readonly LayerActivation[];
  /** How long the network took, without the preparation of the images. */
  readonly milliseconds: number;
}

/** An answer, or `blank` with the image that shows nothing. */
export type Outcome = { readonly answer: Answer } | { readonly blank: 'image' | 'addend' };

/** The worker that predicts. */
export interface PredictionService {
  findCapabilities(): Promise<Capabilities>;
  /** @param onLost called when the backend cannot be used any more. */
  start(backend: BackendName, onLost: () => void): Promise<void>;
  /** Opens a model under a name and warms it up. Its files are not checked. */
  open(name: string, files: AdderFiles): Promise<void>;
  /** Checks a model's files and throws an error that says what is wrong with them. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  close(name: string): void;
  ask(question: Question): Promise<Outcome>;
  /** The number of tensors in memory. */
  countTensors(): number;
}

/** What a saved model says about itself. */
export interface ModelFacts {
  /** The id of the recipe that it was trained with; undefined if it names none. */
  readonly recipe: string | undefined;
  /** Number of weights. */
  readonly parameters: number;
  readonly scores: Scores;
}
