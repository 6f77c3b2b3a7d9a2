import { fileURLToPath } from 'node:url';
import { askPython } from './find-python.js';

const PROGRAM = fileURLToPath(new URL('./read_back.py', import.meta.url));

/** What TensorBoard finds in a folder. */
export interface ReadBack {
  /** Of the first record of each file. */
  readonly versions: readonly string[];
  /** By tag. */
  readonly series: Readonly<Record<string, Series>>;
}

interface Series {
  readonly plugin: string;
  readonly dataClass: string;
  readonly description: string;
  /** What is in them depends on the plugin. */
  readonly values: readonly { readonly step: number; readonly wallTime: number; readonly value: unknown }[];
}

/** Reads a folder of event files with TensorBoard's own reader. */
export function readBack(python: string, folder: string): ReadBack {
  return askPython(python, PROGRAM, 'series', folder) as ReadBack;
}

/** TensorBoard's messages with the numbers of their fields, and its enumerations with the numbers of their values. */
export function readSchema(python: string): Readonly<Record<string, Readonly<Record<string, number>>>> {
  return askPython(python, PROGRAM, 'schema') as Record<string, Record<string, number>>;
}
