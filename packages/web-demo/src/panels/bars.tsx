import { percent } from '../prediction/equation.js';

interface BarsProps {
  readonly title: string;
  /** The probability of each class: 0, 1, 2 and so on. */
  readonly values: ArrayLike<number> | undefined;
  /** Number of classes. */
  readonly size: number;
  /** The class that is the answer. */
  readonly highlight: number | undefined;
  /** The name of the bars as an end of wires. */
  readonly anchor?: string;
  /** Sets the colour. */
  readonly kind: 'digit' | 'addend' | 'sum';
}

/** A bar for each probability, with its class below. */
export function Bars({ title, values, size, highlight, kind, anchor }: BarsProps) {
  return (
    <figure class={`bars ${kind}`}>
      <figcaption>{title}</figcaption>
      <ol data-anchor={anchor}>
        {Array.from({ length: size }, (_, i) => {
          const value = values?.[i] ?? 0;
          return (
            <li key={i} class={i === highlight ? 'highlight' : ''}>
              {/* What it says changes with each answer: as an attribute, because the page is laid out again for a text. */}
              <span class="bar" role="img" title={`${i}: ${percent(value)}`} style={{ '--value': String(value) }} />
              <span class="label" aria-hidden="true">
                {i}
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
