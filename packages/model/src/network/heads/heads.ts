import { concatHead } from './concat-head.js';
import { digitHead } from './digit-head.js';
import { exactHead } from './exact-head.js';
import { linearHead } from './linear-head.js';
import { stackedHead } from './stacked-head.js';

/** Every head there is; any backbone goes with any of them. */
export const HEADS = [concatHead, exactHead, stackedHead, linearHead, digitHead] as const;
