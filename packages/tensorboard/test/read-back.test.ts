import { expect, test } from 'vitest';
import { file_tensorboard } from '../src/tensorboard_pb.js';
import { findPython } from './python/find-python.js';
import { readSchema } from './python/reader.js';

const reader = findPython('packages/tensorboard/test/python/requirements.txt', 'tensorboard');

function readsBack(python: string): void {
  test('has every message, field and number that is written', () => {
    const theirs = readSchema(python);
    const messages = file_tensorboard.messages.flatMap((message) => [message, ...message.nestedMessages]);
    for (const { typeName, fields } of messages) {
      // The plugin hparams has a package of its own, which no byte of a file tells.
      const expected = theirs[typeName] ?? theirs[typeName.replace('tensorboard.', 'tensorboard.hparams.')];
      expect(expected, typeName).toMatchObject(Object.fromEntries(fields.map(({ name, number }) => [name, number])));
    }
    const enums = [...file_tensorboard.enums, ...messages.flatMap(({ nestedEnums }) => nestedEnums)];
    for (const { typeName, values } of enums) {
      expect(theirs[typeName], typeName).toMatchObject(
        Object.fromEntries(values.map(({ name, number }) => [name, number])),
      );
    }
    expect([messages.length, enums.length]).toEqual([15, 3]);
  });
}

if ('reason' in reader) test.skip(`TensorBoard is not here: ${reader.reason}`);
else readsBack(reader.python);
