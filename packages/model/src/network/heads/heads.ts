import { concatHead } from './concat-head.js';
import { exactHead } from './exact-head.js';

/** Every head there is; any backbone goes with any of them. */
export const HEADS = [concatHead, exactHead] as const;
