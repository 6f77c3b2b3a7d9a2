/**
 * What a step reports of its batch: mean cross entropies in nats, how many of its pairs came out right, and how long the gradient
 * is, before it is clipped.
 */
export type StepReport = DigitReport | AdderReport;

export interface DigitReport extends Readonly<Record<'loss' | 'digitLoss' | 'digitCorrect' | 'gradientNorm', number>> {
  /** The norm of each trained weight's gradient, in the order of {@link TrainingStep.trainedWeights}. */
  readonly gradientNorms: Float32Array;
}

export type AdderReport = DigitReport & Readonly<Record<'sumLoss' | 'sumCorrect', number>>;

/** The report of a step whose outputs have these elements. */
export function stepReport(outputs: Readonly<Record<string, ArrayLike<number>>>): StepReport {
  const { gradientNorms, ...scalars } = outputs;
  const values = Object.entries(scalars).map(([name, scalar]) => [name, scalar[0]!] as const);
  return {
    ...(Object.fromEntries(values) as unknown as Omit<StepReport, 'gradientNorms'>),
    gradientNorms: Float32Array.from(gradientNorms!),
  };
}
