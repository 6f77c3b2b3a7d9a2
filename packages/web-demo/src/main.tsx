import { render } from 'preact';
import { registerSW } from 'virtual:pwa-register';
import { SAMPLE_LABELS } from './drawing/samples.js';
import { Page } from './page.js';
import { followColours } from './panels/canvas.js';
import { followAddress } from './state/follow-address.js';
import { followFiles, followKeys } from './state/follow-document.js';
import { keepAnswering } from './state/keep-answering.js';
import { keepPredictor } from './state/keep-predictor.js';

followColours();
followAddress(window, SAMPLE_LABELS.length);
keepPredictor();
keepAnswering();
followKeys(document);
followFiles(document);
render(<Page random={Math.random} />, document.body);
registerSW({ immediate: false });
