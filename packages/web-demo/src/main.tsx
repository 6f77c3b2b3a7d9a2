import { render } from 'preact';
import { registerSW } from 'virtual:pwa-register';
import { SAMPLE_LABELS } from './drawing/samples.js';
import { Page } from './page.js';
import { followColours } from './panels/canvas.js';
import { followAddress } from './state/follow-address.js';
import { followFiles, followKeys } from './state/follow-document.js';
import { keepAnswering } from './state/keep-answering.js';
import { keepPredictor } from './state/keep-predictor.js';

/** Lets the browser paint what there is. A page that is opened behind others paints nothing. */
const painted = () =>
  new Promise((resolve) => {
    if (document.visibilityState === 'visible') requestAnimationFrame(() => setTimeout(resolve));
    else resolve(undefined);
  });

// The title. Until the browser can paint, the first canvas would keep it waiting.
await painted();
followColours();
followAddress(window, SAMPLE_LABELS.length);
keepPredictor();
followKeys(document);
followFiles(document);
render(<Page random={Math.random} />, document.body);
await painted();
keepAnswering();
registerSW({ immediate: false });
