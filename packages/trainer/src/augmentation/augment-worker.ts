import { move } from 'piscina';
import { augmentBatch } from './augment-batch.js';
import type { AugmentationTask } from './augment-batch.js';

/** What a worker of the pool does: its result is moved to the thread that trains, not copied. */
export default (task: AugmentationTask): unknown => move(augmentBatch(task));
