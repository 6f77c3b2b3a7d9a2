import { open, readdir } from 'node:fs/promises';
import { hostname as hostnameOfMachine } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { check, checkObject, pathOf } from './check-arguments.js';
import { createRecordFile } from './record-file.js';
import { createSummaryEncoder, type EventValues } from './summary.js';
import { EventSchema, SessionLog_SessionStatus, SessionLogSchema, type Event } from './tensorboard_pb.js';

/** Options of {@link openEventFile}. */
export interface EventFileOptions {
  /**
   * The next step of the run: 0, or the step at which a resumed run goes on. TensorBoard then ignores what older files in the folder say
   * about this step and later ones. Default: 0.
   */
  readonly step?: number | undefined;
  /** The clock: seconds since 1970. Default: the system's. */
  readonly now?: (() => number) | undefined;
  /** The name of this machine, which becomes part of the file's name. Default: the system's. */
  readonly hostname?: string | undefined;
  /** The number of this process, which becomes part of the file's name. Default: this process's. */
  readonly pid?: number | undefined;
}

/**
 * A file that TensorBoard reads while it grows. Events are written in order, beside the work of the caller. After an error the file stays
 * as it is, and every call fails with that error.
 */
export interface EventFile {
  /**
   * Adds an event. A training loop does not wait for it: events are encoded and written in blocks, a few seconds later at most if more
   * events follow.
   *
   * @param step the step that the values belong to, TensorBoard's x axis.
   * @param values what to show, or a function that returns it. A function is called when the event is written. Until then do not change
   *   arrays that you pass.
   * @throws {@link EventFileError} if an earlier event could not be written, and `Error` if the file is closed.
   */
  add(step: number, values: EventValues | (() => EventValues)): void;
  /**
   * Resolves when the operating system has every event so far.
   *
   * @throws {@link EventFileError} if one could not be written.
   */
  flush(): Promise<void>;
  /**
   * Flushes, and closes the file. It may be called twice.
   *
   * @throws {@link EventFileError} if an event could not be written.
   */
  close(): Promise<void>;
}

/** An event file could not be written. `cause` is the system's error. */
export class EventFileError extends Error {
  override readonly name = 'EventFileError';
  /** What went wrong, for programs. It stays the same over releases. */
  readonly code = 'event-file-unwritable';

  constructor(
    /** The folder that the event file is in. */
    readonly folder: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`No event file can be written in ${folder} (${reason}): make room, or make it writable.`, { cause });
  }
}

/**
 * Opens a new event file. TensorBoard sorts the files of a folder by name, and the new name comes after those that are there. The file is
 * created with the first write, so an error shows up in a later call.
 *
 * @param folder the folder that `tensorboard --logdir` shows, or a folder below it, one for each run. It has to exist.
 * @throws {@link ArgumentError} for a folder or an option that is not valid.
 */
export function openEventFile(folder: string | URL, options: EventFileOptions = {}): EventFile {
  const path = pathOf('folder', folder);
  checkOptions(options);
  const {
    step: firstStep = 0,
    now = () => Date.now() / 1000,
    hostname = hostnameOfMachine(),
    pid = process.pid,
  } = options;
  const start = now();
  const encodeSummary = createSummaryEncoder(start);
  const openFile = async () => {
    const name = eventFileName(await readdir(path), { seconds: start, hostname, pid });
    return open(join(path, name), 'wx');
  };
  const file = createRecordFile(openFile, now, (cause) => new EventFileError(path, cause));

  const add = (contentOf: () => Pick<Event, 'what'> & Partial<Pick<Event, 'step'>>) => {
    const wallTime = now();
    file.add(wallTime, () => toBinary(EventSchema, create(EventSchema, { ...contentOf(), wallTime })));
  };
  add(() => ({ what: { case: 'fileVersion', value: 'brain.Event:2' } }));
  // TensorBoard takes the first start in a folder as the beginning, even at a later step, and those in later files as restarts.
  const session = create(SessionLogSchema, { status: SessionLog_SessionStatus.START });
  add(() => ({ step: BigInt(firstStep), what: { case: 'sessionLog', value: session } }));
  return {
    add(step, values) {
      check('step', Number.isSafeInteger(step), 'an integer', step);
      if (typeof values !== 'function') checkObject('values', values, 'an object with scalars, histograms or others');
      add(() => {
        const summary = encodeSummary(typeof values === 'function' ? values() : values);
        return { step: BigInt(step), what: { case: 'summary', value: summary } };
      });
    },
    flush: () => file.flush(),
    close: () => file.close(),
  };
}

function checkOptions(options: EventFileOptions): void {
  checkObject('options', options, 'an object with step, now, hostname, pid');
  const { step, now, hostname, pid } = options;
  check('step', step === undefined || Number.isSafeInteger(step), 'an integer', step);
  check('now', now === undefined || typeof now === 'function', 'a function', now);
  check('hostname', hostname === undefined || typeof hostname === 'string', 'a string', hostname);
  check('pid', pid === undefined || Number.isSafeInteger(pid), 'an integer', pid);
  const unknown = Object.keys(options).find((name) => !['step', 'now', 'hostname', 'pid'].includes(name));
  if (unknown !== undefined) check(`options.${unknown}`, false, 'one of step, now, hostname, pid instead', options);
}

/**
 * Names a new event file: `events.out.tfevents.1767225600.host.4711.0`. TensorBoard reads the files of a folder in the order of their
 * names, so the seconds in the name are later than those of every file that is present, even if the clock has been set back.
 *
 * @param present the names of the files in the folder.
 */
export function eventFileName(
  present: readonly string[],
  { seconds, hostname, pid }: { readonly seconds: number; readonly hostname: string; readonly pid: number },
): string {
  const latest = Math.max(
    -1,
    ...present.map((name) => Number(/^events\.out\.tfevents\.(\d+)\./.exec(name)?.[1] ?? -1)),
  );
  const time = String(Math.max(Math.floor(seconds), latest + 1)).padStart(10, '0');
  return `events.out.tfevents.${time}.${hostname.replace(/[^\w.-]/g, '_')}.${pid}.0`;
}
