import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileTable, speedTables } from '../documents/speed-tables.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { readSpeed, writeSpeed, type Speed } from '../results/speed.js';
import { measureSpeed } from '../speed/measure-speed.js';
import { parseSpeedOptions, PARTS, USAGE, type SpeedOptions } from '../speed/options.js';

let options: SpeedOptions | undefined;
try {
  options = parseSpeedOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'mnist-adder-bench-'));
  try {
    const rest = options.quick || options.parts.length === PARTS.length ? {} : readSpeed(RESULTS_FOLDER);
    const measured = await measureSpeed(options, folder);
    process.stdout.write(`${speedTables(measured)}\n`);
    if (measured.profile !== undefined) process.stdout.write(`\n${profileTable(measured.profile)}\n`);
    if (options.quick) process.stdout.write('\nThis was a quick look: nothing is written.\n');
    // Parts that were not measured stay as they are.
    else writeSpeed(RESULTS_FOLDER, { ...rest, ...measured } as Speed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
