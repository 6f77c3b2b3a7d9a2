import type { FoundRun } from '@mnist-adder/trainer/node';
import type { RunDocument } from './document.js';

/** A run as a document. */
export function describeRun({ name, folder, config, state, begun, result }: FoundRun): RunDocument {
  const { recipe, seed, backend } = config;
  return {
    ...{ name, folder, recipe: recipe.id, seed, backend, state, begun: begun.toISOString() },
    ...(result && {
      result: {
        ...result.evaluation,
        ...{ parameters: result.parameters, epochs: result.epochs },
        ...{ trainSeconds: result.trainSeconds, totalSeconds: result.totalSeconds },
        peakMemoryBytes: result.peakMemoryBytes,
      },
    }),
  };
}
