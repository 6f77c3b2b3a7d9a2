import type { AdderFiles, Picture } from '@mnist-adder/model';
import type { BackendName } from '../backend/backend-name.js';
import type { Capabilities } from '../backend/capabilities.js';

/** A digit to read: a picture that is prepared first, or pixels as the network takes them, [784], 0..255. */
export type DigitInput = { readonly picture: Picture } | { readonly pixels: Uint8Array };

/** What is asked of a network. */
export interface Question {
  /** By the name that it was opened with. */
  readonly model: string;
  readonly image: DigitInput;
  /** 0..9, or another image whose digit is to be added. */
  readonly addend: number | DigitInput;
  /** Whether to give what each layer made of the image. */
  readonly inside: boolean;
}

/** What a network makes of an image. */
export interface Reading {
  /** What it saw, [784], 0..255. */
  readonly pixels: Uint8Array;
  /** The probability of each digit, [10]. */
  readonly digit: Float32Array;
}

/** What one layer gave for one image. */
export interface LayerActivation {
  readonly name: string;
  /** Its class in TensorFlow.js: `Conv2D`. */
  readonly type: string;
  /** [height, width, channels] or [units] */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Answer {
  readonly image: Reading;
  /** Of the second image; undefined where the addend is a number. */
  readonly addend: Reading | undefined;
  /** The probability of each sum, [19]; undefined of a network that reads digits only. */
  readonly sum: Float32Array | undefined;
  /** Of the first image, in order; empty unless they were asked for. */
  readonly layers: readonly LayerActivation[];
  /** What the network took, without the preparation. */
  readonly milliseconds: number;
}

/** `blank`, where an image shows nothing. */
export type Outcome = { readonly answer: Answer } | { readonly blank: 'image' | 'addend' };

/** What the worker that predicts does. */
export interface PredictionService {
  findCapabilities(): Promise<Capabilities>;
  /** @param onLost is told when nothing can be calculated any more. */
  start(backend: BackendName, onLost: () => void): Promise<void>;
  /** Opens a model under a name and makes it ready; its files are known to be whole. */
  open(name: string, files: AdderFiles): Promise<void>;
  /** Checks files that came from outside, to throw what is wrong with them. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  close(name: string): void;
  ask(question: Question): Promise<Outcome>;
  /** How many tensors there are. */
  countTensors(): number;
}

/** What a saved model tells of itself. */
export interface ModelFacts {
  readonly recipe: string | undefined;
  readonly parameters: number;
  readonly adds: boolean;
  /** Fractions. */
  readonly digitAccuracy: number | undefined;
  readonly sumAccuracy: number | undefined;
}
