import { batch, effect } from '@preact/signals';
import { startPredictor } from '../prediction/predictor.js';
import { askedBackend, notice, predictor, report } from './state.js';

/** Keeps a predictor running on the backend that is asked for, and starts one on WebAssembly if its graphics context is lost. */
export function keepPredictor(): void {
  let current = 0;
  const start = async (asked: typeof askedBackend.value): Promise<void> => {
    const mine = ++current;
    predictor.peek()?.stop();
    predictor.value = undefined;
    try {
      const started = await startPredictor(asked, {
        onLost() {
          if (mine === current) fallBack();
        },
        onHung() {
          if (mine !== current) return;
          notice.value = 'The network did not answer for ten seconds. It is started again.';
          void start(asked);
        },
      });
      if (mine !== current) {
        started.stop();
        return;
      }
      predictor.value = started;
      const { reason, isReplacement } = started.backend;
      if (isReplacement) notice.value = reason;
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
