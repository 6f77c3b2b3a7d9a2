import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A handwritten digit as scikit-learn has it. */
export interface OpticalDigit {
  /** [64], row by row: how many of the 16 pixels of each block were ink. */
  readonly blocks: readonly number[];
  /** 0..9 */
  readonly digit: number;
}

const FOLDER = new URL('../../freehand/', import.meta.url);
const SETUP =
  'python3 -m venv bench/freehand/.venv && bench/freehand/.venv/bin/pip install -r bench/freehand/requirements.txt';

/**
 * Reads 1,797 digits that 13 people wrote into forms in Turkey: the test part of "Optical Recognition of Handwritten Digits"
 * (E. Alpaydin & C. Kaynak 1998, UCI), which the Python package scikit-learn carries. 32 × 32 pixels of black and white were
 * reduced to counts in 8 × 8 blocks.
 *
 * @throws {Error} where the package is not there.
 */
export function readOpticalDigits(): OpticalDigit[] {
  const python = fileURLToPath(
    new URL(process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python', FOLDER),
  );
  if (!existsSync(python)) throw new Error(`scikit-learn is not here: ${SETUP}`);
  const program = fileURLToPath(new URL('read_digits.py', FOLDER));
  const lines = execFileSync(python, [program], { encoding: 'utf8', maxBuffer: 2 ** 24 })
    .trim()
    .split('\n');
  return lines.map((line) => {
    const numbers = line.split(',').map(Number);
    return { blocks: numbers.slice(0, -1), digit: numbers.at(-1)! };
  });
}
