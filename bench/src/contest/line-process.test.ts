import { expect, test } from 'vitest';
import { startLineProcess } from './line-process.js';

const node = (program: string) => startLineProcess(process.execPath, ['-e', program]);

test('a process says that it is there, answers line by line and ends when it is closed', async () => {
  const echo = node(
    `console.log('here'); require('readline').createInterface(process.stdin).on('line', (line) => console.log('re: ' + line))`,
  );
  expect(await echo.next()).toBe('here');
  expect(await echo.ask('one')).toBe('re: one');
  expect(await echo.ask('two')).toBe('re: two');
  await echo.close();
});

test('if one fails, its complaint is shown', async () => {
  const failing = node(`console.error('no such thing'); process.exit(3)`);
  await expect(failing.next()).rejects.toThrow('no such thing');
  await failing.close();
});

test('a program that is missing is named', async () => {
  const missing = startLineProcess('no-such-program', []);
  await expect(missing.next()).rejects.toThrow('ENOENT');
  await missing.close();
});
