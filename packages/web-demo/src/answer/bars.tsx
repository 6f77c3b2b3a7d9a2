import { percent } from './likeliest.js';

interface BarsProps {
  readonly title: string;
  /** Probabilities, of 0, 1, 2 and so on. */
  readonly values: ArrayLike<number> | undefined;
  readonly size: number;
  /** The bar that is the answer. */
  readonly highlight: number | undefined;
  /** Which colour it has. */
  readonly kind: 'digit' | 'addend' | 'sum';
}

/** Probabilities as bars, each with its number below. */
export function Bars({ title, values, size, highlight, kind }: BarsProps) {
  return (
    <figure class={`bars ${kind}`}>
      <figcaption>{title}</figcaption>
      <ol>
        {Array.from({ length: size }, (_, i) => {
          const value = values?.[i] ?? 0;
          return (
            <li key={i} class={i === highlight ? 'highlight' : ''} style={{ '--value': String(value) }}>
              <span class="bar" title={`${i}: ${percent(value)}`} />
              <span class="label">{i}</span>
              <span class="visually-hidden">{percent(value)}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
