import { effect } from '@preact/signals';
import { digitInput } from '../drawing/digit-input.js';
import type { Drawing } from '../drawing/drawing.js';
import type { ModelSource } from '../models/bundled-models.js';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import { modelInUse } from './model-in-use.js';
import { addend, drawing, outcome, predictor, report, secondDrawing } from './state.js';

interface Situation {
  readonly predictor: Predictor | undefined;
  readonly model: ModelSource;
  readonly drawing: Drawing;
  readonly addend: number | Drawing;
}

/** Answers the question on the page, again after every change. */
export function keepAnswering(): void {
  const answer = latest(async ({ predictor, model, drawing, addend }: Situation) => {
    try {
      const image = await digitInput(drawing);
      const second = typeof addend === 'number' ? addend : await digitInput(addend);
      if (image === undefined) outcome.value = { blank: 'image' };
      else if (second === undefined) outcome.value = { blank: 'addend' };
      else if (predictor !== undefined) {
        outcome.value = await predictor.ask(model, { image, addend: second, inside: false });
      }
    } catch (error) {
      report(error);
    }
  });
  effect(() => {
    answer({
      predictor: predictor.value,
      model: modelInUse(),
      drawing: drawing.value,
      addend: secondDrawing.value ?? addend.value,
    });
  });
}
