import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { encode } from 'fast-png';
import type { RunAnalysis } from '../evaluation/analysis.js';
import { html, percent, type Html } from './html.js';

/** The wrong digits that the model was most sure of, each with its image and its probabilities. */
export function mistakesGallery({ mistakes, images }: RunAnalysis): Html {
  return html`<div class="mistakes">
    ${mistakes.map((mistake, i) => {
      const { label, predicted, probability, index, addend, digitProbabilities } = mistake;
      const asked = addend === undefined ? '' : `, with ${addend} to add`;
      return html`<figure class="mistake">
        <img
          src="${imageUrl(images[i]!)}"
          width="84"
          height="84"
          alt="Test image ${index}: a ${label} that was taken for a ${predicted}"
        />
        <ol class="bars" aria-label="Probabilities of the digits 0 to 9">
          ${digitProbabilities.map(
            (value, digit) =>
              html`<li
                class="${digit === label ? 'label' : digit === predicted ? 'answer' : ''}"
                title="${digit}: ${percent(value)}"
              >
                <i style="height:${(100 * value).toFixed(1)}%"></i><b>${digit}</b>
              </li>`,
          )}
        </ol>
        <figcaption>
          <strong>${predicted}</strong>, ${percent(probability, 1)} sure; it is a <strong>${label}</strong><br /><small
            >test image ${index}${asked}</small
          >
        </figcaption>
      </figure>`;
    })}
  </div>`;
}

/**
 * The data URL of an image with dark ink, as on paper.
 *
 * @param pixels 784 bytes in base64.
 */
function imageUrl(pixels: string): string {
  const data = Uint8Array.from(Buffer.from(pixels, 'base64'), (pixel) => 255 - pixel);
  const png = encode({ width: IMAGE_SIDE, height: IMAGE_SIDE, data, channels: 1, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
