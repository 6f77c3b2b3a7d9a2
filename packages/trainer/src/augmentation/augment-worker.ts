import { move } from 'piscina';
import { augmentBatch, type AugmentationTask } from './inline-augmenter.js';

/** The work of a thread of the pool. Its result is moved to the thread that trains, not copied. */
export default (task: AugmentationTask): unknown => move(augmentBatch(task));
