import { FeatureMap } from '../machine/feature-map.js';
import type { FeatureMapData } from '../machine/layer-maps.js';

/** A place in a map. */
export interface Place {
  readonly y: number;
  readonly x: number;
}

interface PixelMapProps {
  readonly map: FeatureMapData;
  /** The place that is chosen. */
  readonly at: Place;
  readonly onChoose: (at: Place) => void;
  /** Called with the place that is pointed at. */
  readonly onPoint?: (at: Place | undefined) => void;
  /** What a screen reader says of the chosen place. */
  readonly label: string;
}

/** A large map in which a place is chosen by a click or with the arrow keys. */
export function PixelMap({ map, at, onChoose, onPoint, label }: PixelMapProps) {
  const { width, height } = map;
  const placeOf = (event: PointerEvent | MouseEvent): Place => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return {
      y: clamp(Math.floor(((event.clientY - box.top) / box.height) * height), height),
      x: clamp(Math.floor(((event.clientX - box.left) / box.width) * width), width),
    };
  };
  return (
    <div
      class="pixel-map"
      tabIndex={0}
      role="application"
      aria-roledescription={`grid of ${height} by ${width} numbers`}
      aria-label={`${label} Arrow keys move.`}
      style={{ '--ratio': String(width / height) }}
      onKeyDown={(event) => {
        const next = moved(event.key, at, map);
        if (next === undefined) return;
        event.preventDefault();
        onChoose(next);
      }}
      onClick={(event) => {
        onChoose(placeOf(event));
      }}
      onPointerMove={(event) => {
        onPoint?.(placeOf(event));
      }}
      onPointerLeave={() => {
        onPoint?.(undefined);
      }}
    >
      <FeatureMap map={map} />
      <Frame top={at.y} left={at.x} bottom={at.y} right={at.x} rows={height} columns={width} />
    </div>
  );
}

interface FrameProps {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  /** The height and width of the picture that it lies on. */
  readonly rows: number;
  readonly columns: number;
}

/** A frame around some pixels of the picture below it. */
export function Frame({ top, left, bottom, right, rows, columns }: FrameProps) {
  const part = (pixels: number, of: number) => `${(100 * pixels) / of}%`;
  return (
    <i
      class="frame"
      aria-hidden="true"
      style={{
        top: part(top, rows),
        left: part(left, columns),
        height: part(bottom - top + 1, rows),
        width: part(right - left + 1, columns),
      }}
    />
  );
}

const clamp = (value: number, length: number) => Math.max(0, Math.min(length - 1, value));

/** The place that a key moves to; undefined for any other key. */
function moved(key: string, { y, x }: Place, { width, height }: FeatureMapData): Place | undefined {
  switch (key) {
    case 'ArrowRight':
      return { y, x: clamp(x + 1, width) };
    case 'ArrowLeft':
      return { y, x: clamp(x - 1, width) };
    case 'ArrowDown':
      return { y: clamp(y + 1, height), x };
    case 'ArrowUp':
      return { y: clamp(y - 1, height), x };
    case 'Home':
      return { y, x: 0 };
    case 'End':
      return { y, x: width - 1 };
    default:
      return undefined;
  }
}
