import { batch, effect } from '@preact/signals';
import { digitInput } from '../drawing/digit-input.js';
import type { Drawing } from '../drawing/drawing.js';
import type { ModelSource } from '../models/bundled-models.js';
import type { Damage } from '../prediction/damage.js';
import { latest } from '../prediction/latest.js';
import { layersToExplain, partsOf, partToOpen } from '../prediction/parts.js';
import type { Predictor } from '../prediction/predictor.js';
import { isSeveralDigits } from '../prediction/protocol.js';
import { modelInUse } from './model-in-use.js';
import {
  addend,
  answer,
  damage,
  drawing,
  isThinking,
  looksInside,
  network,
  openPart,
  predictor,
  report,
  secondDrawing,
  showsSeveralDigits,
} from './state.js';

interface Situation {
  readonly predictor: Predictor | undefined;
  readonly model: ModelSource;
  readonly drawing: Drawing;
  readonly addend: number | Drawing;
  readonly damage: Damage;
  /** The part that is looked into, by its id. */
  readonly part: string | undefined;
}

/** Answers the question on the page, again after every change. */
export function keepAnswering(): void {
  let newest: Situation;
  const reply = latest(async (situation: Situation) => {
    const { predictor, model: source, drawing, addend: added, damage, part } = situation;
    try {
      const image = await digitInput(drawing);
      const addend = typeof added === 'number' ? added : await digitInput(added);
      if (predictor === undefined) {
        // What is on the page is answered when there is a network.
        if (image === undefined) {
          answer.value = undefined;
          showsSeveralDigits.value = false;
        }
        return;
      }
      const model = await predictor.open(source);
      // The same network for each of its answers: what depends on it is not measured or rendered again.
      const before = network.peek();
      const answering = before?.model === model ? before : { model, parts: partsOf(model.layers) };
      const { parts } = answering;
      const layers = [...parts.stages, parts.embedding].flatMap(({ outputs }) => outputs);
      // One question for the machine and for the part that is looked into: the network is run once.
      if (part !== undefined) layers.push(...layersToExplain(model.layers, partToOpen(parts, part)));
      let severalDigits = false;
      const given =
        image &&
        (await model.ask({ image, addend, layers, damage }).catch((error: unknown) => {
          if (!isSeveralDigits(error)) throw error;
          severalDigits = true;
          return undefined;
        }));
      batch(() => {
        answer.value = given;
        showsSeveralDigits.value = severalDigits;
        network.value = answering;
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
      part: looksInside.value ? openPart.value : undefined,
    };
    isThinking.value = true;
    reply(newest);
  });
}
