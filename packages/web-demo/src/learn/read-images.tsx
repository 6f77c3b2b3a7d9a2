import type { ReadImage } from '../training/protocol.js';
import { DigitPicture } from '../panels/digit-picture.js';

interface ReadImagesProps {
  readonly title: string;
  readonly images: readonly ReadImage[];
}

/** Validation images, and what the network reads in those that it misreads. */
export function ReadImages({ title, images }: ReadImagesProps) {
  return (
    <figure class="read-images">
      <figcaption>{title}</figcaption>
      <ol>
        {images.map(({ pixels, digit, read }, i) => (
          <li key={i} class={read === digit ? 'right' : 'misread'}>
            <DigitPicture pixels={pixels} />
            <span class="visually-hidden">{`a ${digit}, `}</span>
            <span class={read === digit ? 'visually-hidden' : ''}>{`read as ${read}`}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
