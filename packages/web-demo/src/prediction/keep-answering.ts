import { effect } from '@preact/signals';
import { digitInput } from '../drawing/digit-input.js';
import { modelInUse } from '../models/model-in-use.js';
import type { ModelSource } from '../models/model-in-use.js';
import { addend, drawing, outcome, predictor, report, secondDrawing } from '../state.js';
import { latest } from './latest.js';
import type { Predictor } from './predictor.js';
import type { Drawing } from '../drawing/drawing.js';

interface Situation {
  readonly predictor: Predictor | undefined;
  readonly model: ModelSource;
  readonly drawing: Drawing;
  readonly addend: number | Drawing;
}

/** Has the network answer whatever is on the page, again with every change. */
export function keepAnswering(): void {
  const answer = latest(async ({ predictor, model, drawing, addend }: Situation) => {
    try {
      const image = await digitInput(drawing);
      const second = typeof addend === 'number' ? addend : await digitInput(addend);
      if (image === undefined) outcome.value = { blank: 'image' };
      else if (second === undefined) outcome.value = { blank: 'addend' };
      else if (predictor !== undefined) {
        outcome.value = await predictor.ask({ model: model.name, image, addend: second, inside: false }, model.files);
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
