import { digitsTask } from './digits/task.js';
import { imageSumsTask } from './image-sums/task.js';
import { pairsTask } from './pairs/task.js';
import type { TaskSettings } from './settings.js';
import type { Task, TaskOptions } from './task.js';

/** Creates the task of a recipe. */
export function createTask({ task, training }: { readonly task: TaskSettings; readonly training: TaskOptions }): Task {
  switch (task.type) {
    case 'digits':
      return digitsTask(task, training);
    case 'pairs':
      return pairsTask(task, training);
    case 'image-sums':
      return imageSumsTask(task, training);
  }
}
