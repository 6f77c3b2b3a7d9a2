import type { Scores } from '@mnist-adder/model';
import type { Training } from '../training/training.js';

/** Says how far a training is, how fast, and how good the model is so far. */
export function TrainingProgress({ training }: { readonly training: Training }) {
  const phase = training.phase.value;
  const speed = training.imagesPerSecond.value;
  const secondsLeft = training.secondsLeft.value;
  const last = training.validations.value.at(-1);
  const perSecond = speed === undefined ? undefined : `${Math.round(speed).toLocaleString('en')} images/s`;
  const right = last && rightAnswers(last.scores);
  switch (phase.type) {
    case 'idle':
      return <p class="progress-text">No training yet.</p>;
    case 'loading':
      return (
        <p class="progress-text">
          <progress aria-label="MNIST fetched" max={1} value={phase.fraction} /> Fetching MNIST:{' '}
          {Math.round(100 * phase.fraction)} %
        </p>
      );
    case 'preparing':
      return <p class="progress-text">Compiling the training step …</p>;
    case 'training': {
      const left = secondsLeft === undefined ? undefined : `${Math.ceil(secondsLeft)} s left`;
      return (
        <p class="progress-text" data-testid="speed">
          {phase.paused ? 'Paused. ' : ''}
          {list(perSecond, left, right && `${right} so far`)}
        </p>
      );
    }
    case 'ended':
      return (
        <p class="progress-text" role="status" data-testid="ended">
          {phase.trained === undefined
            ? 'Stopped before the first step.'
            : `${phase.trained.isFinished ? 'Trained' : 'Stopped'}${right === undefined ? '' : `: ${right}`}${
                perSecond === undefined ? '' : `, at ${perSecond}`
              }. The new model answers now.`}
        </p>
      );
    case 'failed':
      return (
        <p class="progress-text error" role="alert">
          {phase.message}
        </p>
      );
  }
}

const list = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(', ');

const rightAnswers = ({ digit, sum }: Scores) =>
  `${(100 * (sum ?? digit).accuracy).toFixed(2)} % of the validation ${sum === undefined ? 'digits' : 'sums'} right`;
