import { batch, effect } from '@preact/signals';
import { digitInput } from '../drawing/digit-input.js';
import type { Drawing } from '../drawing/drawing.js';
import type { ModelSource } from '../models/bundled-models.js';
import type { Damage } from '../prediction/damage.js';
import { latest } from '../prediction/latest.js';
import { partsOf, type Parts } from '../prediction/parts.js';
import type { Predictor } from '../prediction/predictor.js';
import type { LayerFacts } from '../prediction/protocol.js';
import { modelInUse } from './model-in-use.js';
import { addend, answer, damage, drawing, isThinking, parts, predictor, report, secondDrawing } from './state.js';

interface Situation {
  readonly predictor: Predictor | undefined;
  readonly model: ModelSource;
  readonly drawing: Drawing;
  readonly addend: number | Drawing;
  readonly damage: Damage;
}

/** Answers the question on the page, again after every change. */
export function keepAnswering(): void {
  let newest: Situation;
  let divided: { readonly opened: readonly LayerFacts[]; readonly found: Parts } | undefined;
  const reply = latest(async (situation: Situation) => {
    const { predictor, model, drawing, addend: added, damage } = situation;
    try {
      const image = await digitInput(drawing);
      const addend = typeof added === 'number' ? added : await digitInput(added);
      if (predictor === undefined) {
        // What is on the page is answered when there is a network.
        if (image === undefined) answer.value = undefined;
        return;
      }
      const opened = await predictor.layersOf(model);
      // The same parts for each answer of a network: what depends on them is not measured or rendered again.
      if (divided?.opened !== opened) divided = { opened, found: partsOf(opened) };
      const { found } = divided;
      const layers = [...found.stages, found.embedding].flatMap(({ outputs }) => outputs);
      const given = image && (await predictor.ask(model, { image, addend, layers, damage }));
      batch(() => {
        answer.value = given;
        parts.value = found;
        isThinking.value = situation !== newest;
      });
    } catch (error) {
      report(error);
    }
  });
  effect(() => {
    newest = {
      predictor: predictor.value,
      model: modelInUse(),
      drawing: drawing.value,
      addend: secondDrawing.value ?? addend.value,
      damage: damage.value,
    };
    isThinking.value = true;
    reply(newest);
  });
}
