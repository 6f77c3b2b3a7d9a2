import { useRef } from 'preact/hooks';
import { readPicture } from '../drawing/picture-file.js';
import type { Sheet } from '../drawing/sheet.js';
import { report } from '../state/state.js';

interface PictureButtonProps {
  readonly sheet: Sheet;
  /** What a screen reader says of the choice of a file. */
  readonly label: string;
}

/** Puts a picture from a file on a sheet. */
export function PictureButton({ sheet, label }: PictureButtonProps) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          file.current!.click();
        }}
      >
        Picture…
      </button>
      <input
        ref={file}
        class="hidden-file"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (chosen === undefined) return;
          readPicture(chosen, chosen.name).then((picture) => {
            sheet.change({ type: 'picture', picture });
          }, report);
        }}
      />
    </>
  );
}
