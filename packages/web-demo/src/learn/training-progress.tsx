import { isBusy, type Training } from '../training/training.js';
import { answersOf, finishText, percentOf } from './finish-line.js';

interface TrainingProgressProps {
  readonly training: Training;
  /** Per cent of right answers to reach. */
  readonly finish: number;
}

/** Says how far a training is, how fast, how good the model is so far, and whether it has passed the finish line. */
export function TrainingProgress({ training, finish }: TrainingProgressProps) {
  const { validations = [], points = [], steps = 0 } = training.run.value ?? {};
  const passed = finishText(validations, finish);
  return (
    <div class="training-progress">
      <Phase training={training} />
      {isBusy(training.phase.value) && steps > 0 && (
        <progress aria-label="Steps done" max={steps} value={points.at(-1)?.step ?? 0} />
      )}
      <p
        role="status"
        class={passed?.includes('passed') === true ? 'finish-text passed' : 'finish-text'}
        data-testid="finish"
      >
        {passed}
      </p>
      {!training.isKept.value && (
        <p class="note">This browser does not keep the training meanwhile: a reload would lose it.</p>
      )}
    </div>
  );
}

function Phase({ training }: { readonly training: Training }) {
  const phase = training.phase.value;
  const last = training.run.value?.validations.at(-1);
  const right = last && rightAnswers(answersOf(last.scores));
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
      const speed = training.imagesPerSecond.value;
      const left = training.secondsLeft.value;
      return (
        <p class="progress-text" data-testid="speed">
          {phase.paused ? 'Paused. ' : ''}
          {list(
            speed === undefined ? 'Training' : perSecond(speed),
            left === undefined ? undefined : `${Math.ceil(left)} s left`,
            right && `${right} so far`,
          )}
        </p>
      );
    }
    case 'ended':
      return (
        <p class="progress-text" role="status" data-testid="ended">
          {phase.trained === undefined
            ? 'Stopped before the first step.'
            : `${phase.trained.isFinished ? 'Trained' : 'Stopped'}${right === undefined ? '' : `: ${right}`}, at ${perSecond(
                phase.trained.imagesPerSecond,
              )}. The new model answers now.`}
        </p>
      );
    case 'interrupted': {
      const { steps, checkpoints } = training.run.value!;
      return (
        <p class="progress-text" role="status" data-testid="interrupted">
          Your last training ended at step {checkpoints.at(-1)!.state.step} of {steps}. You can go on with it below. It
          is kept until you train again.
        </p>
      );
    }
    case 'failed':
      return (
        <p class="progress-text error" role="alert">
          {phase.message}
        </p>
      );
  }
}

const perSecond = (speed: number) => `${Math.round(speed).toLocaleString('en')} images/s`;

const list = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(', ');

const rightAnswers = ({ kind, accuracy }: ReturnType<typeof answersOf>) =>
  `${percentOf(accuracy)} of the validation ${kind} right`;
