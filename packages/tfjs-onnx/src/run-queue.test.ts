import { expect, test } from 'vitest';
import { errorWith } from '../test/against-eager.js';
import { createRunQueue } from './run-queue.js';

/** A task that notes when it starts and ends, and takes a moment. */
const createTasks = () => {
  const noted: string[] = [];
  const task = (name: string) => async () => {
    noted.push(`${name} starts`);
    await new Promise((resolve) => setImmediate(resolve));
    noted.push(`${name} ends`);
    return name;
  };
  return { noted, task };
};

test('tasks run one after another, in the order of the calls, and give their results', async () => {
  const { noted, task } = createTasks();
  const queue = createRunQueue(true);
  expect(await Promise.all([queue.add(task('a')), queue.add(task('b'))])).toEqual(['a', 'b']);
  expect(noted).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

test('without an order they run side by side', async () => {
  const { noted, task } = createTasks();
  const queue = createRunQueue(false);
  await Promise.all([queue.add(task('a')), queue.add(task('b'))]);
  expect(noted).toEqual(['a starts', 'b starts', 'a ends', 'b ends']);
});

test('a task that fails does not stop those after it', async () => {
  const { task } = createTasks();
  const queue = createRunQueue(true);
  const failing = queue.add(() => Promise.reject(new Error('no such device')));
  const next = queue.add(task('b'));
  await expect(failing).rejects.toThrow('no such device');
  expect(await next).toBe('b');
});

test.each([true, false])('closing waits for all tasks and refuses further ones; in order: %s', async (inOrder) => {
  const { noted, task } = createTasks();
  const queue = createRunQueue(inOrder);
  const running = queue.add(task('a'));
  const close = async () => {
    await task('last')();
  };
  const closing = Promise.all([queue.close(close), queue.close(close)]);
  await expect(queue.add(task('late'))).rejects.toThrow(errorWith('disposed'));
  expect(await running).toBe('a');
  await closing;
  expect(noted).toEqual(['a starts', 'a ends', 'last starts', 'last ends']);
});
