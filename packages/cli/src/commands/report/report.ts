import { resolve } from 'node:path';
import { writeReport } from '@mnist-adder/trainer/node';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';

/** What `report` is asked for. */
export interface ReportOptions {
  readonly run: string;
  readonly open: boolean;
  readonly json?: boolean;
}

/** Makes a run's report, and opens it where there is somebody to look at it. */
export async function report(options: ReportOptions, { folder, terminal }: Surroundings): Promise<Answer> {
  const file = await writeReport(resolve(folder, options.run));
  const opened = options.open && !options.json && hasScreen(terminal.env) && (await tryToOpen(file));
  return { document: { report: file, opened }, text: file };
}

/** On Linux a browser needs a display; elsewhere there is one. */
const hasScreen = ({ DISPLAY, WAYLAND_DISPLAY }: Surroundings['terminal']['env']) =>
  process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);

async function tryToOpen(file: string): Promise<boolean> {
  const { default: open } = await import('open');
  try {
    await open(file);
    return true;
  } catch {
    // Where it is, is on standard output.
    return false;
  }
}
