import type { LearningRateSettings } from '../recipe/learning-rate-settings.js';

/**
 * The learning rate of a step. It is a function of the step's number, so that a run can go on anywhere.
 *
 * @param step the step, from 0.
 * @param steps the number of steps in the whole run.
 * @param stepsPerEpoch the number of steps in an epoch, for a rate that falls with the epochs.
 */
export function learningRateAt(
  settings: LearningRateSettings,
  step: number,
  steps: number,
  stepsPerEpoch: number,
): number {
  if (settings.type === 'one-cycle') return oneCycle(settings, step, steps);
  const warmupSteps = Math.round(settings.warmup * steps);
  // The first step after the warm-up is the first with the full rate.
  const warmth = Math.min(1, (step + 1) / (warmupSteps + 1));
  switch (settings.type) {
    case 'constant':
      return settings.rate * warmth;
    case 'step':
      return settings.rate * settings.factor ** Math.floor(step / stepsPerEpoch / settings.every) * warmth;
    case 'cosine': {
      if (step < warmupSteps) return settings.rate * warmth;
      return cosineArc(settings.rate, settings.final, (step - warmupSteps) / (steps - warmupSteps));
    }
  }
}

function oneCycle(
  { peak, warmup, initialDivisor, finalDivisor }: Extract<LearningRateSettings, { type: 'one-cycle' }>,
  step: number,
  steps: number,
): number {
  const initial = peak / initialDivisor;
  const final = initial / finalDivisor;
  const top = warmup * steps - 1;
  const last = steps - 1;
  if (step < top) return cosineArc(initial, peak, step / top);
  return cosineArc(peak, final, last > top ? Math.min(1, (step - top) / (last - top)) : 1);
}

/** A value between two others along half a cosine. `progress` is 0..1. */
function cosineArc(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
}
