import type { DigitSet } from '@mnist-adder/dataset';
import { readExampleDigit } from '../digit/example-digit.js';
import { readHeadRuns } from '../heads/head-results.js';
import { readRecipeResults } from '../results/recipe-results.js';
import { augmentationFigure } from './augmentation-figure.js';
import { curvesFigure } from './curves-figure.js';
import { digitFigure } from './digit-figure.js';
import { headsFigure } from './heads-figure.js';

/** Every figure by the name of its file, drawn from the committed results and, where it shows digits alone, from a data set. */
export function drawFigures(folder: string, digits: DigitSet): Record<string, string> {
  return {
    'augmentation.svg': augmentationFigure(digits),
    'curves.svg': curvesFigure(readRecipeResults(folder)),
    'digit.svg': digitFigure(readExampleDigit(folder)),
    'heads.svg': headsFigure(readHeadRuns(folder)),
  };
}
