import type { LearningRateSettings } from '../recipe/recipe.js';

/**
 * The learning rate of a step: a function of its number, so that a run can go on anywhere.
 *
 * @param step from 0.
 * @param steps in the whole run.
 */
export function learningRateAt(settings: LearningRateSettings, step: number, steps: number): number {
  if (settings.type === 'constant') return settings.rate;
  const { peak, warmup, initialDivisor, finalDivisor } = settings;
  const initial = peak / initialDivisor;
  const final = initial / finalDivisor;
  const top = warmup * steps - 1;
  const last = steps - 1;
  if (step < top) return cosineArc(initial, peak, step / top);
  return cosineArc(peak, final, last > top ? Math.min(1, (step - top) / (last - top)) : 1);
}

/** From one value to another along half a cosine; `progress` is in 0..1. */
function cosineArc(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
}
