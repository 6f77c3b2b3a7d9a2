import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { totalOf, type Contribution } from '../arithmetic/contributions.js';
import { long, others, signed } from './format.js';

interface ContributionTableProps {
  /** The largest first. */
  readonly contributions: readonly Contribution[];
  /** How many are shown at first. */
  readonly first: number;
  /** Where a term comes from, in words. */
  readonly origin: (term: number) => string;
  /** The columns of a term's factors: what each is called, and its number. */
  readonly factors: readonly (readonly [title: ComponentChildren, factor: (term: number) => number])[];
  /** What the contributions are called. */
  readonly title: ComponentChildren;
}

/** What each term adds to a sum, as a table, and the sum of the rest in one line. */
export function ContributionTable({ contributions, first, origin, factors, title }: ContributionTableProps) {
  const shown = useSignal(first);
  const largest = Math.abs(contributions[0]?.product ?? 0) || 1;
  // Those that add nothing come last, and say nothing.
  const visible = contributions.slice(0, shown.value).filter(({ product }) => product !== 0);
  return (
    <>
      <table class="terms">
        <thead>
          <tr>
            <th scope="col">Comes from</th>
            {factors.map(([title], i) => (
              <th scope="col" key={i}>
                {title}
              </th>
            ))}
            <th scope="col">{title}</th>
          </tr>
        </thead>
        <tbody>
          {visible.map(({ of: term, product }) => (
            <tr key={term}>
              <th scope="row">{origin(term)}</th>
              {factors.map(([, factor], i) => (
                <td key={i}>{long(factor(term))}</td>
              ))}
              <td class={product < 0 ? 'against' : 'for'} style={{ '--part': String(Math.abs(product) / largest) }}>
                {long(product)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest hidden={contributions.slice(visible.length)} onMore={() => (shown.value += 40)} />
    </>
  );
}

/** What is not shown, summed up. */
export function Rest({ hidden, onMore }: { readonly hidden: readonly Contribution[]; readonly onMore: () => void }) {
  if (hidden.length === 0) return null;
  return (
    <p class="rest">
      {others(hidden.length)}: <b>{signed(totalOf(hidden))}</b>{' '}
      {hidden[0]!.product !== 0 && (
        <button type="button" onClick={onMore}>
          Show more
        </button>
      )}
    </p>
  );
}
