import { indexOfMax } from '@mnist-adder/model/internal';
import { NUMBER_ASPECT } from '../drawing/digit-input.js';
import type { Drawing } from '../drawing/drawing.js';
import type { Sheet } from '../drawing/sheet.js';
import { DigitPicture } from '../panels/digit-picture.js';
import { Pad } from '../panels/pad.js';
import { PictureButton } from '../panels/picture-button.js';
import { UndoAndClear } from '../panels/undo-and-clear.js';
import { percent } from '../prediction/equation.js';
import type { ReadDigit } from '../prediction/protocol.js';
import { lastSheet } from '../state/state.js';

/** The largest number that can be typed has this many digits. */
const MAXIMUM_DIGITS = 20;

interface NumberEditorProps {
  readonly sheet: Sheet;
  readonly title: string;
  /** The digits that are found on the sheet, from left to right. */
  readonly digits: readonly ReadDigit[];
  /** The number that is typed instead, if it is not empty. */
  readonly typed: string;
  readonly onType: (text: string) => void;
}

/** A wide pad for a number, with the digits that are found on it. */
export function NumberEditor({ sheet, title, digits, typed, onType }: NumberEditorProps) {
  const drawn = sheet.drawing.value;
  const touch = () => {
    lastSheet.value = sheet;
  };
  const place = placeOnPad(drawn);
  return (
    <section class="number-editor" aria-label={title} onPointerDown={touch} onFocusIn={touch}>
      <h3>{title}</h3>
      <Pad
        sheet={sheet}
        label={`Drawing pad for ${title.toLowerCase()}. Without a mouse or a finger, type it below.`}
        hint="Draw a number here"
        aspect={NUMBER_ASPECT}
      >
        {digits.map(({ box }, i) => (
          <span key={i} class="digit-box" style={place(box)} />
        ))}
      </Pad>
      <div class="tools" role="toolbar" aria-label={title}>
        <UndoAndClear sheet={sheet} />
        <PictureButton sheet={sheet} label={`A picture of ${title.toLowerCase()}`} />
        <label>
          or type it{' '}
          <input
            type="text"
            class="typed-number"
            inputMode="numeric"
            maxLength={MAXIMUM_DIGITS}
            aria-label={`Type ${title.toLowerCase()}`}
            value={typed}
            onInput={({ currentTarget }) => {
              currentTarget.value = currentTarget.value.replaceAll(/\D/g, '');
              onType(currentTarget.value);
            }}
          />
        </label>
      </div>
      {digits.length > 0 && (
        <ol class="found-digits" aria-label={`Digits of ${title.toLowerCase()}`}>
          {digits.map(({ pixels, digit }, i) => {
            const best = indexOfMax(digit);
            return (
              <li key={i}>
                <DigitPicture pixels={pixels} />
                <strong>{best}</strong> <small>{percent(digit[best]!)}</small>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

/** Where parts of a drawing's picture are on the pad. A picture from a file is fitted into the pad. */
function placeOnPad(drawing: Drawing) {
  const { width, height } = drawing.type === 'picture' ? drawing.picture : { width: NUMBER_ASPECT, height: 1 };
  const scale = Math.min(NUMBER_ASPECT / width, 1 / height);
  const [across, down] = [(width * scale) / NUMBER_ASPECT, height * scale];
  const percentage = (part: number) => `${100 * part}%`;
  return ({ left, top, width, height }: ReadDigit['box']) => ({
    left: percentage((1 - across) / 2 + across * left),
    top: percentage((1 - down) / 2 + down * top),
    width: percentage(across * width),
    height: percentage(down * height),
  });
}
