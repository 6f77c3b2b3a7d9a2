import { writeReport } from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { findRun } from '../../model/saved-model.js';
import { oneLine } from '../../terminal/output.js';

/** The options of `report`. */
export interface ReportOptions {
  readonly run: string;
  readonly open: boolean;
  readonly json?: boolean | undefined;
}

/** Writes a run's report, and opens it if there is a screen. */
export async function report(options: ReportOptions, { folder, terminal }: CliContext): Promise<Answer> {
  const file = await writeReport(await findRun(options.run, { folder }, 'finished'));
  const opened = options.open && !options.json && hasScreen(terminal.env) && (await tryToOpen(file));
  return { document: { report: file, opened }, text: oneLine(file) };
}

/** Whether a browser can open. On Linux it needs a display. */
const hasScreen = ({ DISPLAY, WAYLAND_DISPLAY }: CliContext['terminal']['env']) =>
  process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);

async function tryToOpen(file: string): Promise<boolean> {
  const { default: open } = await import('open');
  try {
    await open(file);
    return true;
  } catch {
    // The path is on standard output.
    return false;
  }
}
