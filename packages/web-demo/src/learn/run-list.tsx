import type { Scores } from '@mnist-adder/model';
import { useSignal } from '@preact/signals';
import type { CurvePoint } from '../training/protocol.js';
import type { Training } from '../training/training.js';
import { pastColour } from './curves.js';
import { answersOf, percentOf } from './finish-line.js';

/** The legend of the curves: the newest run, and those of the past, each of which can be taken away. */
export function RunList({ training }: { readonly training: Training }) {
  const past = training.past.value;
  const newest = training.run.value;
  return (
    <div class="run-list">
      <p class="legend">
        <span class="key" /> training batches <span class="key validation" /> validation images, after each epoch{' '}
        <span class="key finish" /> finish line
      </p>
      {newest !== undefined && (
        <p class="newest">
          <span class="key" /> <strong>{training.name.value}</strong>
          <small>{lastOf(newest.validations)}</small>
        </p>
      )}
      {past.length > 0 && (
        <ul aria-label="Runs before">
          {past.map(({ name, validations }, i) => (
            <li key={name}>
              <span class="key" style={{ '--key': pastColour(i) }} /> {name}
              <small>{lastOf(validations)}</small>
              <button
                type="button"
                onClick={() => {
                  training.remove(name);
                }}
              >
                Remove<span class="visually-hidden"> {name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Numbers training={training} />
    </div>
  );
}

function lastOf(validations: readonly CurvePoint[]): string {
  const last = validations.at(-1);
  if (last === undefined) return '';
  const { kind, accuracy } = answersOf(last.scores);
  return ` ${percentOf(accuracy)} of ${kind} right`;
}

/** The same as the curves, as a table of all validations. */
function Numbers({ training }: { readonly training: Training }) {
  const isOpen = useSignal(false);
  const newest = training.run.value;
  const runs = [
    ...training.past.value,
    ...(newest === undefined ? [] : [{ name: training.name.value, validations: newest.validations }]),
  ];
  return (
    <details
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>Numbers of each validation</summary>
      {isOpen.value && (
        <div class="numbers-table">
          <table>
            <thead>
              <tr>
                {['Run', 'Images seen', 'Digits right', 'Sums right', 'Loss'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.flatMap(({ name, validations }) =>
                validations.map((point) => <Row key={`${name} ${point.step}`} name={name} {...point} />),
              )}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

interface RowProps {
  readonly name: string;
  readonly images: number;
  readonly scores: Scores;
}

function Row({ name, images, scores: { digit, sum, loss } }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{images.toLocaleString('en')}</td>
      <td>{percentOf(digit.accuracy)}</td>
      <td>{sum === undefined ? '–' : percentOf(sum.accuracy)}</td>
      <td>{loss.toFixed(3)}</td>
    </tr>
  );
}
