import { open, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { create, toBinary } from '@bufbuild/protobuf';
import { EventFileError } from './event-file-error.js';
import { eventFileName } from './event-file-name.js';
import { frameRecord } from './record.js';
import type { SummaryValue } from './summary.js';
import { EventSchema, SessionLog_SessionStatus, SessionLogSchema, SummarySchema } from './tensorboard_pb.js';
import type { Event } from './tensorboard_pb.js';

/** Where an event file goes, and what its name says of who wrote it. */
export interface EventFileOptions {
  /** The folder that `tensorboard --logdir` is given, or one below it. It has to be there. */
  readonly folder: string;
  /** The step of the run that comes next: 0, or where a resumed run goes on. What older files have from there on does not count any more. */
  readonly step: number;
  /** Seconds since 1970. */
  readonly now: () => number;
  readonly hostname: string;
  readonly pid: number;
}

/** A file that TensorBoard reads while it grows. After an error it stays as it is, and every call gives that error again. */
export interface EventFile {
  /**
   * Adds an event. Its values are made when it is written, together with others and while a step runs: by then the code is warm.
   *
   * @throws `EventFileError` if something from before could not be written.
   */
  append(step: number, valuesOf: () => readonly SummaryValue[]): void;
  /** Resolves once everything so far is with the operating system; rejects with a {@link EventFileError} if it cannot be. */
  flush(): Promise<void>;
  /** Flushes, and lets go of the file. */
  close(): Promise<void>;
}

/** What is kept back is written once there are so many events, */
const BUFFER_EVENTS = 256;
/** or once it is this old when something is added, so that who watches sees how it goes. */
const BUFFER_SECONDS = 2;

/** Begins a new event file, whose name sorts behind those that are there. The file itself is made with the first write. */
export function createEventFile({ folder, step, now, hostname, pid }: EventFileOptions): EventFile {
  const start = now();
  let pending: (() => Uint8Array)[] = [];
  let written = start;
  let writing = Promise.resolve();
  let file: FileHandle | undefined;
  let failure: EventFileError | undefined;
  let closed = false;

  const add = (contentOf: () => Pick<Event, 'what'> & Partial<Pick<Event, 'step'>>) => {
    if (failure !== undefined) throw failure;
    if (closed) throw new Error('This event file is closed.');
    const wallTime = now();
    pending.push(() => frameRecord(toBinary(EventSchema, create(EventSchema, { ...contentOf(), wallTime }))));
    if (pending.length >= BUFFER_EVENTS || wallTime - written >= BUFFER_SECONDS) write();
  };

  // One write after another, in order. Nobody waits for them, so that an error is kept for whoever calls next.
  const write = () => {
    const events = pending;
    pending = [];
    written = now();
    writing = writing.then(async () => {
      if (failure !== undefined) return;
      try {
        await setImmediate();
        const block = Buffer.concat(events.map((encode) => encode()));
        file ??= await open(
          join(folder, eventFileName(await readdir(folder), { seconds: start, hostname, pid })),
          'wx',
        );
        await file.appendFile(block);
      } catch (error) {
        failure = new EventFileError(folder, { cause: error });
      }
    });
  };

  const flush = async () => {
    if (pending.length > 0) write();
    await writing;
    if (failure !== undefined) throw failure;
  };

  add(() => ({ what: { case: 'fileVersion', value: 'brain.Event:2' } }));
  // TensorBoard takes the first of them in a folder for the beginning, whatever its step, and those in later files for a restart.
  const session = create(SessionLogSchema, { status: SessionLog_SessionStatus.START });
  add(() => ({ step: BigInt(step), what: { case: 'sessionLog', value: session } }));
  return {
    append(step, valuesOf) {
      add(() => ({
        step: BigInt(step),
        what: { case: 'summary', value: create(SummarySchema, { value: [...valuesOf()] }) },
      }));
    },
    flush,
    async close() {
      closed = true;
      try {
        await flush();
      } finally {
        await file?.close();
        file = undefined;
      }
    },
  };
}
