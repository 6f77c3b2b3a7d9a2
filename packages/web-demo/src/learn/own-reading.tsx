import { indexOfMax } from '@mnist-adder/model/internal';
import { percent } from '../prediction/equation.js';
import { isBusy, type Training } from '../training/training.js';
import { DigitPicture } from '../panels/digit-picture.js';

/** What the network in training reads in the user's own drawing. */
export function OwnReadingView({ training }: { readonly training: Training }) {
  const reading = training.own.value;
  if (reading === undefined) {
    return <p class="note">While it learns, the network reads your drawing again every second.</p>;
  }
  const digit = indexOfMax(reading.digit, 0, reading.digit.length);
  return (
    <figure class="own-reading">
      <figcaption>
        {isBusy(training.phase.value)
          ? 'Your drawing, read every second by the network in training'
          : 'Your drawing, as the network in training last read it'}
      </figcaption>
      <DigitPicture pixels={reading.pixels} />
      <p data-testid="own-reading">
        <span class="digit">{digit}</span> + <span class="added">{reading.addend}</span> ={' '}
        <span class="sum">{reading.sum ?? '–'}</span> <small>{percent(reading.digit[digit]!)} sure of the digit</small>
      </p>
    </figure>
  );
}
