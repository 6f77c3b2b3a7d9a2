import { DIGIT_CLASSES } from '@mnist-adder/dataset';

/** How often each digit was read as which: a row for each true digit, a column for each answer. */
export function Confusion({ counts }: { readonly counts: readonly number[] }) {
  const digits = Array.from({ length: DIGIT_CLASSES }, (_, digit) => digit);
  return (
    <figure class="confusion">
      <figcaption>Digits of the validation images (rows) and how they were read (columns)</figcaption>
      <table>
        <thead>
          <tr>
            <td />
            {digits.map((digit) => (
              <th key={digit} scope="col">
                {digit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {digits.map((row) => {
            const cells = digits.map((column) => counts[row * DIGIT_CLASSES + column]!);
            const total = cells.reduce((a, b) => a + b);
            return (
              <tr key={row}>
                <th scope="row">{row}</th>
                {cells.map((count, column) => (
                  <td
                    key={column}
                    class={row === column ? 'right' : 'wrong'}
                    style={{ '--part': String(total === 0 ? 0 : count / total) }}
                  >
                    {count || ''}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
