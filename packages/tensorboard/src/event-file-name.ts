/** Who begins an event file, and when. */
export interface EventFileOrigin {
  /** Since 1970. */
  readonly seconds: number;
  readonly hostname: string;
  readonly pid: number;
}

/**
 * The name of a new event file: `events.out.tfevents.1767225600.host.4711.0`. TensorBoard reads the files of a folder in the order of
 * their names, so that the seconds in it are later than those of every file that is there, whatever the clock says.
 *
 * @param present the names of the files that are there.
 */
export function eventFileName(present: readonly string[], { seconds, hostname, pid }: EventFileOrigin): string {
  const latest = Math.max(
    -1,
    ...present.map((name) => Number(/^events\.out\.tfevents\.(\d+)\./.exec(name)?.[1] ?? -1)),
  );
  const time = String(Math.max(Math.floor(seconds), latest + 1)).padStart(10, '0');
  return `events.out.tfevents.${time}.${hostname.replace(/[^\w.-]/g, '_')}.${pid}.0`;
}
