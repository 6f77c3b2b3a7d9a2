import { identityCnn } from './identity-cnn.js';
import { lenet } from './lenet.js';
import { mlp } from './mlp.js';
import { smallCnn } from './small-cnn.js';

/** Every backbone there is. */
export const BACKBONES = [smallCnn, identityCnn, lenet, mlp] as const;
