import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EventFileError } from './event-file-error.js';
import { createEventFile } from './event-file.js';
import { maskedCrc } from './record.js';
import { scalarValue } from './summary.js';
import { EventSchema, SessionLog_SessionStatus } from './tensorboard_pb.js';
import type { Event } from './tensorboard_pb.js';

const START = 1_767_225_600;

let folder: string;
let seconds: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-file-'));
  seconds = START;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const openFile = (step = 0, into = folder) =>
  createEventFile({ folder: into, step, now: () => seconds, hostname: 'host', pid: 7 });
const loss = (value: number) => [scalarValue('loss', value, true)];
const names = () => readdirSync(folder).sort();

/** The events of a file, whose checksums are right. */
function events(name: string): Event[] {
  const bytes = readFileSync(join(folder, name));
  const found: Event[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    expect(bytes.readUInt32LE(at + 8)).toBe(maskedCrc(bytes.subarray(at, at + 8)));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(bytes.readUInt32LE(at + 12 + length)).toBe(maskedCrc(data));
    found.push(fromBinary(EventSchema, data));
    at += length + 16;
  }
  return found;
}

describe('createEventFile', () => {
  test('begins with the version of the format and the step it goes on from', async () => {
    await openFile(12).close();
    expect(names()).toEqual([`events.out.tfevents.${START}.host.7.0`]);
    const [version, session, ...others] = events(names()[0]!);
    expect(version).toMatchObject({ wallTime: START, what: { case: 'fileVersion', value: 'brain.Event:2' } });
    const start = { case: 'sessionLog', value: { status: SessionLog_SessionStatus.START } };
    expect(session).toMatchObject({ step: 12n, what: start });
    expect(others).toEqual([]);
  });

  test('has every event once, in order, however it was buffered', async () => {
    const file = openFile();
    for (let step = 0; step < 2000; step++) {
      seconds += 0.03;
      file.append(step, () => loss(step));
      // Lets some of the writes come between.
      if (step % 50 === 0) await new Promise(setImmediate);
      if (step === 700) await file.flush();
    }
    await file.close();
    const found = events(names()[0]!).slice(2);
    expect(found.map(({ step }) => Number(step))).toEqual(Array.from({ length: 2000 }, (_, i) => i));
  });

  test('keeps little back, and not for long', async () => {
    const file = openFile();
    file.append(0, () => loss(1));
    await new Promise(setImmediate);
    expect(names()).toEqual([]);
    seconds += 2;
    file.append(1, () => loss(1));
    await expect.poll(() => names().length && events(names()[0]!).length).toBe(4);
    await file.close();
  });

  test('leaves the files of runs before it alone', async () => {
    for (const step of [0, 5, 9]) {
      const file = openFile(step);
      file.append(step, () => loss(step));
      await file.close();
    }
    expect(names()).toHaveLength(3);
    expect(names().map((name) => Number(events(name)[1]!.step))).toEqual([0, 5, 9]);
  });

  test('takes a second close, and nothing after the first', async () => {
    const file = openFile();
    await file.close();
    await file.close();
    expect(() => {
      file.append(0, () => loss(1));
    }).toThrow('closed');
    expect(events(names()[0]!)).toHaveLength(2);
  });
});

describe('what cannot be written is one clear error, at the next call and at every one after it', () => {
  const failed = async (into: string) => {
    const file = openFile(0, into);
    file.append(0, () => loss(1));
    const expected = {
      constructor: EventFileError,
      folder: into,
      message: expect.stringMatching(/does not take an event file: ENO/) as string,
    };
    await expect(file.flush()).rejects.toMatchObject(expected);
    expect(() => {
      file.append(1, () => loss(1));
    }).toThrow(EventFileError);
    await expect(file.flush()).rejects.toMatchObject(expected);
    await expect(file.close()).rejects.toMatchObject(expected);
    return file;
  };

  test('in a folder that is gone', async () => {
    await failed(join(folder, 'gone'));
  });

  test('in a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    await failed(join(folder, 'file'));
  });

  test('and no rejection that nobody handles', async () => {
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', onRejection);
    const file = openFile(0, join(folder, 'gone'));
    seconds += 3;
    file.append(0, () => loss(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', onRejection);
    expect(rejections).toEqual([]);
    expect(() => {
      file.append(1, () => loss(1));
    }).toThrow(EventFileError);
  });
});
