/** How good one output is. */
export interface OutputScores {
  /** The fraction of the answers that is right, 0..1. */
  readonly accuracy: number;
  /** Mean cross entropy in nats. */
  readonly loss: number;
}

/** How good a model's outputs are: in a step's report, an epoch, an evaluation, a run's result and a saved model's metadata. */
export interface Scores {
  /** How many answers were scored: one for each image, ten for each image if every addend is added. */
  readonly pairs: number;
  /** What training minimises on these labels: the cross entropies of all outputs together, in nats. */
  readonly loss: number;
  readonly digit: OutputScores;
  /** Absent for a model that only reads digits. */
  readonly sum?: OutputScores | undefined;
  /** The answers in which digit and sum are right; only of an evaluation. */
  readonly both?: { readonly accuracy: number } | undefined;
}

/** The scores over the pairs of both. */
export function mergeScores(a: Scores, b: Scores): Scores {
  const pairs = a.pairs + b.pairs;
  const mean = (ofA: number, ofB: number) => (ofA * a.pairs + ofB * b.pairs) / pairs;
  const output = (ofA: OutputScores, ofB: OutputScores): OutputScores => ({
    accuracy: mean(ofA.accuracy, ofB.accuracy),
    loss: mean(ofA.loss, ofB.loss),
  });
  return {
    pairs,
    loss: mean(a.loss, b.loss),
    digit: output(a.digit, b.digit),
    ...(a.sum && b.sum && { sum: output(a.sum, b.sum) }),
    ...(a.both && b.both && { both: { accuracy: mean(a.both.accuracy, b.both.accuracy) } }),
  };
}
