import { DEFAULT_ADDRESS, fitsAddress, formatAddress } from './address.js';
import { addend, drawing, head, secondDrawing, usesOwnModel, view } from './state.js';

/** A link to what the page shows. */
export interface ShareLink {
  readonly url: string;
  /** What the link does not carry, as a sentence for the user; undefined if it carries everything. */
  readonly note: string | undefined;
}

/** A link that carries drawings, addend, head and view. What depends on the sender's machine, such as the backend, stays out of it. */
export function shareLink({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>): ShareLink {
  const hash = formatAddress({
    ...DEFAULT_ADDRESS,
    add: addend.value,
    second: secondDrawing.value,
    head: head.value,
    drawing: drawing.value,
    view: view.value,
  });
  const tooLarge = [drawing.value, secondDrawing.value].filter((sheet) => sheet !== undefined && !fitsAddress(sheet));
  const missing = [
    tooLarge.some((sheet) => sheet?.type === 'picture') && 'the picture',
    tooLarge.some((sheet) => sheet?.type === 'strokes') && 'a drawing of so many strokes',
    usesOwnModel.value && 'your own model',
  ].filter((part) => part !== false);
  return {
    url: `${origin}${pathname}${hash && `#${hash}`}`,
    note: missing.length === 0 ? undefined : `The link cannot carry ${missing.join(' or ')}.`,
  };
}
