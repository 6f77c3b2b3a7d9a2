import type { AdderFiles, Picture, PreparedDigit, Scores } from '@mnist-adder/model';
import type { BackendName, Capabilities } from '../backend/backends.js';
import type { DigitInput } from '../drawing/digit-input.js';
import type { Damage } from './damage.js';
import type { SwitchedOff } from './channel-switch.js';

/** A question to a network. */
export interface Question {
  /** The name under which the model was opened. */
  readonly model: string;
  readonly image: DigitInput;
  /** 0..9, or another image whose digit is added; undefined if there is none yet, and only the digit is read. */
  readonly addend: number | DigitInput | undefined;
  /** The names of the layers whose outputs the answer has. */
  readonly layers: readonly string[];
  /** What is done to the image before the network sees it; default: nothing. */
  readonly damage?: Damage | undefined;
}

/** What the network read in an image. */
export interface Reading {
  /** The image that the network saw, [784], 0..255. */
  readonly pixels: Uint8Array;
  /** The probability of each digit, [10]. */
  readonly digit: Float32Array;
  /** Whether the image does not look like a digit; undefined if the model cannot say. */
  readonly unusual: boolean | undefined;
}

/** A layer of an open network. */
export interface LayerFacts {
  readonly name: string;
  /** The layer's class in TensorFlow.js: `Conv2D`. */
  readonly type: string;
  /** The names of the layers that its inputs come from. */
  readonly inputs: readonly string[];
  /** The layer's settings, as `getConfig` of TensorFlow.js returns them. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** The weights of a layer, by the names that it gives them: `kernel`. */
export type LayerWeights = Readonly<Partial<Record<string, LayerActivation>>>;

/** The output of a layer for one image, or one of its weights. */
export interface LayerActivation {
  /** [height, width, channels] or [units]; [height, width, channels, filters] or [inputs, units] for a kernel. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The answer to a question. It says what was added, so that it is never shown beside another addend. */
export interface Answer {
  readonly image: Reading;
  /** The number that was added, or what the network read in the second image; undefined if nothing was added. */
  readonly addend: number | Reading | undefined;
  /** The probability of each sum, [19]; undefined if nothing was added, or the network only reads digits. */
  readonly sum: Float32Array | undefined;
  /** The probability of each sum with each of the ten addends, [10 × 19]; undefined if the network only reads digits. */
  readonly sums: Float32Array | undefined;
  /** The outputs of the layers that the question names, for the first image. */
  readonly layers: ReadonlyMap<string, LayerActivation>;
  /** How long the network took, without the preparation of the images. */
  readonly milliseconds: number;
  /** The number of tensors that are left in memory. */
  readonly tensors: number;
}

/** A digit of a number, as the network read it. */
export interface ReadDigit extends Reading {
  /** Where the digit is, in parts of the picture's width and height. */
  readonly box: PreparedDigit['box'];
}

/** The worker that predicts. */
export interface PredictionService {
  findCapabilities(): Promise<Capabilities>;
  /** @param onLost called when the backend cannot be used any more. */
  start(backend: BackendName, onLost: () => void): Promise<void>;
  /**
   * Opens a model under a name and warms it up. Its files are not checked.
   *
   * @param off channels that are switched off.
   * @returns its layers, each after those that its inputs come from.
   */
  open(name: string, files: AdderFiles, off: SwitchedOff): Promise<readonly LayerFacts[]>;
  /** Checks a model's files and throws an error that says what is wrong with them. */
  check(files: AdderFiles, source: string): Promise<ModelFacts>;
  close(name: string): void;
  /** Reads the weights of a layer of an open model. */
  readWeights(model: string, layer: string): Promise<LayerWeights>;
  /** Answers a question; undefined if its image shows nothing. An image of several digits is an error that {@link isSeveralDigits} knows. */
  ask(question: Question): Promise<Answer | undefined>;
  /** Reads the digits of a number with an open model, from left to right; none if the picture shows nothing. */
  readNumber(model: string, picture: Picture): Promise<readonly ReadDigit[]>;
}

/** What a saved model says about itself. */
export interface ModelFacts {
  /** The id of the recipe that it was trained with; undefined if it names none. */
  readonly recipe: string | undefined;
  /** Number of weights. */
  readonly parameters: number;
  readonly scores: Scores;
}

/** Whether an image showed several digits. Of an error in the worker, name and message arrive in the page. */
export const isSeveralDigits = (error: unknown): boolean => error instanceof Error && error.name === 'PictureError';
