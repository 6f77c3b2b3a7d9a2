import { likelySums, type LikelyNumber } from '@mnist-adder/model';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { numberInput } from '../drawing/digit-input.js';
import type { Drawing } from '../drawing/drawing.js';
import type { ModelSource } from '../models/bundled-models.js';
import { percent } from '../prediction/equation.js';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import type { ReadDigit } from '../prediction/protocol.js';
import { modelInUse } from '../state/model-in-use.js';
import { numberSheets, predictor, report } from '../state/state.js';
import { NumberEditor } from './number-editor.js';
import { certain, likeliest } from './read-number.js';

interface Situation {
  readonly predictor: Predictor | undefined;
  readonly model: ModelSource;
  readonly drawings: readonly Drawing[];
}

const TITLES = ['The first number', 'The second number'] as const;

/** Adds two numbers of several digits: digit by digit, with carries, and with every probability. */
export function NumbersPanel() {
  const read = useSignal<readonly (readonly ReadDigit[])[]>([]);
  const typed = useSignal<readonly string[]>(['', '']);
  const ask = useMemo(
    () =>
      latest(async ({ predictor, model, drawings }: Situation) => {
        if (predictor === undefined) return;
        try {
          const open = await predictor.open(model);
          const pictures = drawings.map(numberInput);
          read.value = await Promise.all(
            pictures.map((picture) => (picture === undefined ? Promise.resolve([]) : open.readNumber(picture))),
          );
        } catch (error) {
          report(error);
        }
      }),
    [],
  );
  const [running, model] = [predictor.value, modelInUse()];
  const drawings = numberSheets.map(({ drawing }) => drawing.value);
  useEffect(() => {
    ask({ predictor: running, model, drawings });
  }, [running, model.name, ...drawings]);
  const probabilities = numberSheets.map((_, i) =>
    typed.value[i] === '' ? (read.value[i] ?? []).flatMap(({ digit }) => [...digit]) : certain(typed.value[i]!),
  );
  const sums = probabilities.every(({ length }) => length > 0) ? likelySums(probabilities[0]!, probabilities[1]!) : [];
  const numbers = probabilities.map(likeliest);
  return (
    <div class="numbers-view">
      <p class="note">
        Draw numbers of several digits. The network reads each digit by itself. The sum is calculated from all their
        probabilities, from the last digit to the first, with carries.
      </p>
      <div class="two-columns">
        {numberSheets.map((sheet, i) => (
          <NumberEditor
            key={i}
            sheet={sheet}
            title={TITLES[i]!}
            digits={typed.value[i] === '' ? (read.value[i] ?? []) : []}
            typed={typed.value[i]!}
            onType={(text) => {
              typed.value = typed.value.with(i, text);
            }}
          />
        ))}
      </div>
      <p class="equation" data-testid="numbers-equation">
        <span class="digit">{numbers[0] ?? '?'}</span> + <span class="added">{numbers[1] ?? '?'}</span> ={' '}
        <span class="sum">{sums[0]?.number ?? '?'}</span>
      </p>
      <p class="note" role="status">
        {sums[0] === undefined
          ? 'Draw both numbers, or type one.'
          : `${numbers[0]!} plus ${numbers[1]!} is ${sums[0].number}, ${percent(sums[0].probability)} sure`}
      </p>
      {sums.length > 0 && <LikelySums sums={sums} />}
    </div>
  );
}

function LikelySums({ sums }: { readonly sums: readonly LikelyNumber[] }) {
  return (
    <section aria-labelledby="likely-sums">
      <h3 id="likely-sums">The likeliest sums</h3>
      <ol class="likely-sums">
        {sums.map(({ number, probability }) => (
          <li key={number}>
            <span class="number">{number}</span>
            <span class="share" aria-hidden="true" style={{ '--value': String(probability) }} />
            <span>{percent(probability)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
