import { fileURLToPath } from 'node:url';
import { askPython } from './find-python.js';

const PROGRAM = fileURLToPath(new URL('./read_back.py', import.meta.url));

/** What TensorBoard finds in a folder. */
export interface ReadBack {
  /** The version of the format that each file says first. */
  readonly versions: readonly string[];
  /** What there is of each tag. */
  readonly series: Readonly<Record<string, Series>>;
}

interface Series {
  readonly plugin: string;
  readonly dataClass: string;
  readonly description: string;
  /** In the order of the file. The form of `value` depends on the plugin. */
  readonly values: readonly { readonly step: number; readonly wallTime: number; readonly value: unknown }[];
}

/** Reads a folder of event files with TensorBoard's own reader. */
export function readBack(python: string, folder: string): ReadBack {
  return askPython(python, PROGRAM, 'series', folder) as ReadBack;
}

/** Reads TensorBoard's own schema: the numbers of each message's fields and of each enumeration's values. */
export function readSchema(python: string): Readonly<Record<string, Readonly<Record<string, number>>>> {
  return askPython(python, PROGRAM, 'schema') as Record<string, Record<string, number>>;
}
