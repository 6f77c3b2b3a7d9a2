import { identityCnn } from './identity-cnn.js';
import { smallCnn } from './small-cnn.js';

/** Every backbone there is. */
export const BACKBONES = [smallCnn, identityCnn] as const;
