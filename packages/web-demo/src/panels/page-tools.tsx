import { useSignal } from '@preact/signals';
import { shareLink } from '../state/share-link.js';
import { turnColours } from './canvas.js';

/** The buttons at the top of the page: a link to what it shows, and its colours. */
export function PageTools() {
  const said = useSignal('');
  const share = async () => {
    const { url, note } = shareLink(location);
    const about = note === undefined ? '' : ` ${note}`;
    try {
      await navigator.clipboard.writeText(url);
      said.value = `The link is copied.${about}`;
    } catch {
      // Where a page may not copy, people copy from the address bar.
      history.replaceState(history.state, '', url);
      said.value = `The link is in the address bar.${about}`;
    }
  };
  return (
    <div class="page-tools">
      <button type="button" onClick={() => void share()}>
        Share
      </button>
      <button type="button" aria-label="Light or dark" title="Light or dark" onClick={turnColours}>
        ◐
      </button>
      <span class="share-note" role="status">
        {said.value}
      </span>
    </div>
  );
}
