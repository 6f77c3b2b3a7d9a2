import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Example } from '../evaluation/examples.js';
import { blend, createCanvas, type Canvas, type Color } from './canvas.js';
import { drawText, textWidth } from './pen-text.js';

/** Side of a digit's pixel, in pixels of the drawing. */
const SCALE = 4;
const BORDER = 5;
const TILE = SCALE * IMAGE_SIDE + 2 * BORDER;
const GAP = 18;
/** TensorBoard shows an image in a column of about 350 pixels, and does not smooth it. */
const COLUMNS = 3;

const TEXT_HEIGHT = 17;
const LINE = 28;
/** Height below a tile: room for the model's answer and, where that is wrong, for the right one. */
const CAPTION = 14 + LINE + TEXT_HEIGHT;

const PAPER: Color = [255, 255, 255];
const INK: Color = [24, 24, 27];
const GREY: Color = [120, 120, 128];
const RIGHT: Color = [46, 125, 50];
const WRONG: Color = [198, 40, 40];

/**
 * Draws test images with the model's answers, three in a row. Each digit is enlarged, black on white, in a frame that is green and thin if
 * the answer is right, red and thick if it is wrong. The answer stands below, `7` or `7 + 5 = 12`. A wrong answer has a cross, and the right
 * one stands below it in grey.
 */
export function drawExamples(examples: readonly Example[]): Canvas {
  const columns = Math.min(COLUMNS, Math.max(1, examples.length));
  const rows = Math.max(1, Math.ceil(examples.length / columns));
  const canvas = createCanvas(GAP + columns * (TILE + GAP), GAP + rows * (TILE + CAPTION + GAP), PAPER);
  for (const [i, example] of examples.entries()) {
    const left = GAP + (i % columns) * (TILE + GAP);
    const top = GAP + Math.floor(i / columns) * (TILE + CAPTION + GAP);
    drawExample(canvas, example, left, top);
  }
  return canvas;
}

function drawExample(canvas: Canvas, example: Example, left: number, top: number): void {
  const { answer, truth } = captions(example);
  const right = answer === truth;
  drawFrame(canvas, left, top, right ? 2 : BORDER, right ? RIGHT : WRONG);
  drawDigit(canvas, example.pixels, left + BORDER, top + BORDER);
  const write = (text: string, y: number, color: Color) => {
    const start = left + (TILE - textWidth(text, TEXT_HEIGHT)) / 2;
    drawText(canvas, text, [start, y], { height: TEXT_HEIGHT, thickness: 2.6, color });
  };
  const baseline = top + TILE + 14;
  write(right ? answer : `${answer} ✗`, baseline, right ? INK : WRONG);
  if (!right) write(truth, baseline + LINE, GREY);
}

/** The model's answer and the right answer, as texts. */
function captions(example: Example): { answer: string; truth: string } {
  const { digit, label } = example;
  if (!('addend' in example)) return { answer: String(digit), truth: String(label) };
  const { addend, sum } = example;
  return { answer: `${digit} + ${addend} = ${sum}`, truth: `${label} + ${addend} = ${label + addend}` };
}

function drawFrame(canvas: Canvas, left: number, top: number, thickness: number, color: Color): void {
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const depth = Math.min(x, y, TILE - 1 - x, TILE - 1 - y);
      if (depth < thickness) blend(canvas, left + x, top + y, color, 1);
    }
  }
}

function drawDigit(canvas: Canvas, pixels: Uint8Array, left: number, top: number): void {
  for (let y = 0; y < SCALE * IMAGE_SIDE; y++) {
    for (let x = 0; x < SCALE * IMAGE_SIDE; x++) {
      const ink = pixels[Math.floor(y / SCALE) * IMAGE_SIDE + Math.floor(x / SCALE)]!;
      blend(canvas, left + x, top + y, INK, ink / 255);
    }
  }
}
