import type { Scores } from '@mnist-adder/model';
import type { Checkpoint } from '@mnist-adder/trainer';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { latest } from '../prediction/latest.js';
import { setOwnModel } from '../state/model-in-use.js';
import { report } from '../state/state.js';
import type { RunSoFar } from '../training/stored-run.js';
import { isBusy, type Training } from '../training/training.js';
import { problemOf } from './fields.js';
import { changedOrder, rateOfOrder } from './changed-order.js';
import { recipeOf } from './training-form.js';

/** Goes back to a checkpoint of the newest run: shows what the network answered then, and goes on from there. */
export function Rewind({ training }: { readonly training: Training }) {
  const run = training.run.value;
  const phase = training.phase.value;
  const { checkpoints = [] } = run ?? {};
  const chosen = useSignal<number | undefined>(undefined);
  const rate = useSignal<string | undefined>(undefined);
  const epochs = useSignal<string | undefined>(undefined);
  const show = useMemo(
    () =>
      latest(async ({ run, checkpoint }: { readonly run: RunSoFar; readonly checkpoint: Checkpoint }) => {
        try {
          const files = await training.modelAt(checkpoint, scoresAt(run, checkpoint));
          const { recipe, seed } = run.order;
          await setOwnModel(
            `${recipe}, seed ${seed}, at step ${checkpoint.state.step} of ${run.steps}`,
            files,
            'the checkpoint',
          );
        } catch (error) {
          report(error);
        }
      }),
    [training],
  );
  const isUnderWay = isBusy(phase) && !(phase.type === 'training' && phase.paused);
  useEffect(() => {
    if (isUnderWay) chosen.value = rate.value = epochs.value = undefined;
  }, [isUnderWay]);
  const recipe = run && recipeOf(run.order.recipe);
  if (run === undefined || recipe === undefined || checkpoints.length === 0) return null;
  const index = Math.min(chosen.value ?? checkpoints.length - 1, checkpoints.length - 1);
  const checkpoint = checkpoints[index]!;
  const { step } = checkpoint.state;
  const { order, steps, stepsPerEpoch } = run;
  const [typedRate, typedEpochs] = [
    rate.value ?? String(rateOfOrder(order, recipe)),
    epochs.value ?? String(order.epochs),
  ];
  const problem =
    problemOf('rate', typedRate) ?? problemOf('epochs', typedEpochs) ?? tooFew(Number(typedEpochs), run, step);
  return (
    <section class="rewind" aria-labelledby="rewind-title">
      <h3 id="rewind-title">Rewind</h3>
      <p class="note">
        {isUnderWay
          ? 'Pause, or wait for the end, to look at the network as it was.'
          : 'Move back to see how it answered then. The machine above shows the network at that step.'}
      </p>
      <fieldset disabled={isUnderWay}>
        <legend class="visually-hidden">Go back and on</legend>
        <label class="slider">
          <span data-testid="rewind-step">
            Step {step} of {steps} (epoch {(step / stepsPerEpoch).toFixed(1)})
          </span>
          <input
            type="range"
            min={0}
            max={Math.max(1, checkpoints.length - 1)}
            value={index}
            aria-valuetext={`step ${step} of ${steps}`}
            onInput={({ currentTarget }) => {
              const next = Math.min(currentTarget.valueAsNumber, checkpoints.length - 1);
              chosen.value = next;
              show({ run, checkpoint: checkpoints[next]! });
            }}
          />
        </label>
        <div class="tools">
          <label>
            Learning rate
            <input
              type="text"
              inputMode="decimal"
              size={6}
              value={typedRate}
              onInput={({ currentTarget }) => {
                rate.value = currentTarget.value;
              }}
            />
          </label>
          <label>
            Epochs in all
            <input
              type="text"
              inputMode="numeric"
              size={4}
              value={typedEpochs}
              onInput={({ currentTarget }) => {
                epochs.value = currentTarget.value;
              }}
            />
          </label>
          <button
            type="button"
            disabled={problem !== undefined}
            onClick={() => {
              const next = changedOrder(order, recipe, { rate: Number(typedRate), epochs: Number(typedEpochs) });
              void training.goOn(checkpoint, next);
            }}
          >
            Go on from here
          </button>
        </div>
        {problem !== undefined && <p class="note">{problem}</p>}
      </fieldset>
    </section>
  );
}

/** What is wrong with a number of epochs that is over before it goes on. */
const tooFew = (epochs: number, { stepsPerEpoch }: RunSoFar, step: number): string | undefined =>
  epochs * stepsPerEpoch > step ? undefined : 'This is the end of the run: go back, or give it more epochs.';

/** The scores at a checkpoint: those of the validation there, or of the training batches of its epoch. */
function scoresAt({ validations, points }: RunSoFar, { state }: Checkpoint): Scores {
  const validation = validations.find(({ step }) => step === state.step);
  return (validation ?? points.findLast(({ step }) => step <= state.step))?.scores ?? state.epoch.scores!;
}
