import { batch, effect } from '@preact/signals';
import { startPredictor } from '../prediction/predictor.js';
import { askedBackend, notice, predictor, report } from '../state.js';

/** Has a predictor on the backend that is asked for, and another one when its graphics context is lost. */
export function useAskedBackend(): void {
  let current = 0;
  const start = async (asked: typeof askedBackend.value): Promise<void> => {
    const mine = ++current;
    predictor.peek()?.stop();
    predictor.value = undefined;
    try {
      const started = await startPredictor(asked, () => {
        if (mine === current) fallBack();
      });
      if (mine !== current) {
        started.stop();
        return;
      }
      predictor.value = started;
      const { reason, standsIn } = started.backend;
      if (standsIn) notice.value = reason;
    } catch (error) {
      if (mine === current) report(error);
    }
  };
  const fallBack = () => {
    batch(() => {
      notice.value =
        'The browser took the graphics context away. WebAssembly is used now; choose WebGL again to go back.';
      askedBackend.value = 'wasm';
    });
  };
  effect(() => {
    void start(askedBackend.value);
  });
}
