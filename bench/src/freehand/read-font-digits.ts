import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readJson } from '../json-file.js';
import { digitsOfFont } from './digits-of-font.js';
import type { Outline } from './picture-of-outline.js';

/** A font, and its digits, each in its place: `outlines[7]` is a seven. */
export interface FontDigits {
  readonly font: string;
  readonly outlines: readonly Outline[];
}

const FOLDER = new URL('../../freehand/', import.meta.url);
const listSchema = z.looseObject({ dependencies: z.record(z.string(), z.string()) });
const SETUP = 'npm install --no-package-lock --prefix bench/freehand';

/**
 * Reads the digits of every font that `bench/freehand/package.json` lists: those made after the everyday handwriting of a person.
 *
 * @throws {Error} where they are not installed.
 */
export function readFontDigits(): FontDigits[] {
  const { dependencies } = readJson(fileURLToPath(new URL('package.json', FOLDER)), listSchema);
  return Object.keys(dependencies).map((name) => {
    const font = name.replace('@fontsource/', '');
    const file = new URL(`node_modules/${name}/files/${font}-latin-400-normal.woff`, FOLDER);
    if (!existsSync(file)) throw new Error(`The font ${font} is not here: ${SETUP}`);
    return { font, outlines: digitsOfFont(readFileSync(file)) };
  });
}
