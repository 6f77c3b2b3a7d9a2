import { fileURLToPath } from 'node:url';
import type { DigitSet } from '@mnist-adder/dataset';
import { readExampleDigit } from '../results/example-digit.js';
import { readHeadRuns } from '../results/head-runs.js';
import { readRecipeResults } from '../results/recipe-results.js';
import { augmentationFigure } from './augmentation-figure.js';
import { curvesFigure } from './curves-figure.js';
import { digitFigure } from './digit-figure.js';
import { headsFigure } from './heads-figure.js';

/** The folder of the committed figures. */
export const FIGURES_FOLDER = fileURLToPath(new URL('../../figures', import.meta.url));

/** Draws every figure, by the name of its file, from the committed results and from the first images of a data set. */
export function drawFigures(folder: string, digits: DigitSet): Record<string, string> {
  return {
    'augmentation.svg': augmentationFigure(digits),
    'curves.svg': curvesFigure(readRecipeResults(folder)),
    'digit.svg': digitFigure(readExampleDigit(folder)),
    'heads.svg': headsFigure(readHeadRuns(folder)),
  };
}
