import type { Network } from '../forward/network.js';
import { SUM_LAYER } from './heads/head.js';

/** Whether a model takes an addend and gives a sum, and does not read the digit only. */
export const hasSum = (model: Network): boolean => model.outputNames.includes(SUM_LAYER);
