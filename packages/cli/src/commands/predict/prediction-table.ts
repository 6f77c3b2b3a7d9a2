import type { NumberDocument, PredictionDocument } from './document.js';

const HEADER = ['source', 'label', 'digit', 'digit_probability', 'addend', 'sum', 'sum_probability', 'unusual'];

/** Predictions as CSV (RFC 4180), with a header. What is not known is empty. */
export function predictionTable(predictions: readonly PredictionDocument[]): string {
  const rows = predictions.map(
    ({ source, label, digit, digitProbabilities, unusual, addend, addImage, sum, sumProbabilities }) => [
      source,
      label,
      digit,
      digitProbabilities[digit]!.toFixed(6),
      addend ?? addImage?.digit,
      sum,
      sum === undefined ? undefined : sumProbabilities![sum]!.toFixed(6),
      unusual === undefined ? undefined : String(unusual),
    ],
  );
  return table([HEADER, ...rows]);
}

const NUMBER_HEADER = ['source', 'label', 'number', 'number_probability', 'addend', 'sum', 'sum_probability'];

/** Numbers of several digits as CSV (RFC 4180), with a header. What is not known is empty. */
export function numberTable(numbers: readonly NumberDocument[]): string {
  const rows = numbers.map(({ source, label, number, numberProbability, addend, addImage, sum, sumProbability }) => [
    source,
    label,
    number,
    numberProbability.toFixed(6),
    addend ?? addImage?.number,
    sum,
    sumProbability?.toFixed(6),
  ]);
  return table([NUMBER_HEADER, ...rows]);
}

const table = (rows: readonly (readonly (string | number | undefined)[])[]) =>
  rows.map((row) => row.map(cell).join(',')).join('\n');

/** A cell is quoted if it has a separator, a quote, a line break, or a blank at an end. */
function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
