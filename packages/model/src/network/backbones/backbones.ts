import { identityCnn } from './identity-cnn.js';
import { lenet } from './lenet.js';
import { mlp } from './mlp.js';
import { smallCnn } from './small-cnn.js';
import { vgg } from './vgg.js';

/** Every backbone there is. */
export const BACKBONES = [smallCnn, vgg, identityCnn, lenet, mlp] as const;
