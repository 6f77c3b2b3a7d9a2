import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EventFileError, eventFileName, openEventFile } from './event-file.js';
import { maskedCrc } from './record-file.js';
import { EventSchema, SessionLog_SessionStatus, type Event } from './tensorboard_pb.js';

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
  openEventFile(into, { step, now: () => seconds, hostname: 'host', pid: 7 });
const loss = (value: number) => ({ scalars: { loss: value } });
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

describe('openEventFile', () => {
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
      file.add(step, () => loss(step));
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
    file.add(0, () => loss(1));
    await new Promise(setImmediate);
    expect(names()).toEqual([]);
    seconds += 2;
    file.add(1, () => loss(1));
    await expect.poll(() => names().length && events(names()[0]!).length).toBe(4);
    await file.close();
  });

  test('asks for values when it writes them, not when they are added', async () => {
    const file = openFile();
    let asked = 0;
    file.add(0, () => {
      asked++;
      return loss(1);
    });
    expect(asked).toBe(0);
    await file.flush();
    expect(asked).toBe(1);
    await file.close();
  });

  test('takes values themselves, of every kind in one event, and says once how a scalar is shown', async () => {
    const file = openFile();
    for (const step of [0, 1]) {
      file.add(step, {
        scalars: { loss: 0.5 },
        histograms: { weights: [1, 2, 3] },
        images: { digit: { width: 1, height: 2, png: new Uint8Array(3) } },
        texts: { note: '*hello*' },
        hparams: { optimizer: { rate: 0.1 } },
        layout: [{ title: 'All', charts: [{ title: 'Loss', tags: ['loss'] }] }],
      });
    }
    await file.close();
    const values = events(names()[0]!)
      .slice(2)
      .map(({ what }) => (what.case === 'summary' ? what.value.value : []));
    const tags = ['loss', 'weights', 'digit', 'note', '_hparams_/session_start_info', 'custom_scalars__config__'];
    expect(values.map((all) => all.map(({ tag }) => tag))).toEqual([tags, tags]);
    const plugins = values.map((all) => all.map(({ metadata }) => metadata?.pluginData?.pluginName));
    expect(plugins[0]).toEqual(['scalars', 'histograms', 'images', 'text', 'hparams', 'custom_scalars']);
    expect(plugins[1]).toEqual([undefined, ...plugins[0]!.slice(1)]);
  });

  test('needs a folder only: machine, process and clock are the own', async () => {
    const before = Math.floor(Date.now() / 1000);
    const file = openEventFile(folder);
    await file.close();
    const [, time, host] = /^events\.out\.tfevents\.(\d+)\.(.+)\.\d+\.0$/.exec(names()[0]!)!;
    expect(Number(time)).toBeGreaterThanOrEqual(before);
    expect(host).toBe(hostname().replace(/[^\w.-]/g, '_'));
    expect(names()[0]).toContain(`.${process.pid}.`);
  });

  test('leaves the files of runs before it alone', async () => {
    for (const step of [0, 5, 9]) {
      const file = openFile(step);
      file.add(step, () => loss(step));
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
      file.add(0, () => loss(1));
    }).toThrow('closed');
    expect(events(names()[0]!)).toHaveLength(2);
  });
});

describe('what cannot be written is one clear error, at the next call and at every one after it', () => {
  const failed = async (into: string) => {
    const file = openFile(0, into);
    file.add(0, () => loss(1));
    const expected = {
      constructor: EventFileError,
      code: 'event-file-unwritable',
      folder: into,
      message: expect.stringMatching(
        /^No event file can be written in .+ \(ENO.+\): make room, or make it writable\.$/,
      ) as string,
    };
    await expect(file.flush()).rejects.toMatchObject(expected);
    expect(() => {
      file.add(1, () => loss(1));
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
    file.add(0, () => loss(1));
    await vi.waitFor(() => {
      expect(() => {
        file.add(1, () => loss(1));
      }).toThrow(EventFileError);
    }, 20_000);
    // Node tells of a rejection that nobody handled after the promises that are settled.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', onRejection);
    expect(rejections).toEqual([]);
  });
});

describe('eventFileName', () => {
  const origin = { seconds: 1_767_225_600.9, hostname: 'host', pid: 4711 };

  test('says when, where and by whom', () => {
    expect(eventFileName([], origin)).toBe('events.out.tfevents.1767225600.host.4711.0');
  });

  test('sorts behind every event file that is there, even if the clock was set back', () => {
    const present = ['events.out.tfevents.1767225700.host.99.0', 'events.out.tfevents.1767225600.z.1.0', 'config.json'];
    const name = eventFileName(present, origin);
    expect(name).toBe('events.out.tfevents.1767225701.host.4711.0');
    expect([...present, name].sort().at(-1)).toBe(name);
  });

  test('is a file name for every host name', () => {
    expect(eventFileName([], { ...origin, hostname: 'a/b c' })).toBe('events.out.tfevents.1767225600.a_b_c.4711.0');
  });
});
