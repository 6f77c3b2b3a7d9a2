import { FeatureMap } from '../machine/feature-map.js';
import { magnitudeOf } from '../machine/layer-maps.js';
import { isDark, palette } from '../machine/palette.js';
import { short } from './format.js';

/** A grid with more cells than this is a picture, because its numbers would be too small to read. */
const MAX_WRITTEN = 7;

interface NumberGridProps {
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  /** [rows × columns]; NaN for what is not there. */
  readonly values: ArrayLike<number>;
  /** The index of a cell to mark. */
  readonly marked?: number | undefined;
}

/** Numbers as they lie in a picture, each on its colour. */
export function NumberGrid({ title, rows, columns, values, marked }: NumberGridProps) {
  const shades = palette.value;
  const scale = magnitudeOf(Array.from(values).filter((value) => !Number.isNaN(value)));
  const map = { width: columns, height: rows, values, scale };
  const isWritten = rows <= MAX_WRITTEN && columns <= MAX_WRITTEN;
  return (
    <figure
      class={`number-grid ${isWritten ? '' : 'painted'}`}
      style={{ '--columns': String(columns), '--ratio': String(columns / rows) }}
    >
      <figcaption>{title}</figcaption>
      <div class="cells">
        <FeatureMap map={map} label={isWritten ? undefined : `${rows} by ${columns} numbers`} />
        {isWritten && (
          <table aria-label={title}>
            <tbody>
              {Array.from({ length: rows }, (_, y) => (
                <tr key={y}>
                  {Array.from({ length: columns }, (_, x) => {
                    const value = values[y * columns + x]!;
                    const isBorder = Number.isNaN(value);
                    const ground = isBorder ? '' : isDark(value, scale, shades) ? 'on-dark' : 'on-light';
                    return (
                      <td key={x} class={`${ground} ${y * columns + x === marked ? 'marked' : ''}`}>
                        {isBorder ? '·' : short(value)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </figure>
  );
}
