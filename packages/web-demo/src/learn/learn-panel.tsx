import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { SHIPPED_DIGITS } from '../drawing/shipped-digits.js';
import { downloadModel } from '../models/download-model.js';
import { forgetModel, keepModel, keptModels } from '../models/keep-model.js';
import type { KeptModel } from '../models/keep-model.js';
import { readModelFiles, takeModel } from '../models/own-model.js';
import { ownModel, report, seed, usesOwnModel } from '../state.js';
import { createTraining } from '../training/training.js';
import type { Training } from '../training/training.js';
import { Confusion } from './confusion.js';
import { Curves } from './curves.js';
import { TrainingForm } from './training-form.js';

/** Train a network here, use it, keep it. */
export function LearnPanel() {
  const training = useMemo(createTraining, []);
  return (
    <div class="learn">
      <p class="note">
        The very recipes and the loop that train in Node, on the real MNIST (
        {Math.round(SHIPPED_DIGITS.train.sizeBytes / 1e6)} MB, fetched once). It runs beside the page, and nothing
        leaves this device.
      </p>
      <TrainingForm
        training={training}
        seed={seed.value}
        onSeed={(value) => {
          seed.value = value;
        }}
      />
      <Progress training={training} />
      <div class="curves-and-confusion">
        <Curves
          title="Loss"
          points={training.points.value}
          validations={training.validations.value}
          epochs={training.order.value?.epochs ?? 1}
          value={({ loss }) => loss}
        />
        <Curves
          title="Accuracy"
          points={training.points.value}
          validations={training.validations.value}
          epochs={training.order.value?.epochs ?? 1}
          value={({ digitAccuracy, sumAccuracy }) => sumAccuracy ?? digitAccuracy}
          range={[0, 1]}
        />
        <Confusion counts={training.confusion.value} />
      </div>
      <p class="legend">
        <span class="key train" /> training batches <span class="key validation" /> validation images, after each epoch
      </p>
      <Models training={training} />
    </div>
  );
}

function Progress({ training }: { readonly training: Training }) {
  const phase = training.phase.value;
  const speed = training.imagesPerSecond.value;
  const left = training.secondsLeft.value;
  const last = training.validations.value.at(-1);
  const accuracy = last && `${(100 * (last.sumAccuracy ?? last.digitAccuracy)).toFixed(2)} %`;
  switch (phase.type) {
    case 'idle':
      return <p class="progress-text">Nothing is being trained.</p>;
    case 'loading':
      return (
        <p class="progress-text">
          <progress aria-label="MNIST fetched" max={1} value={phase.fraction} /> MNIST is being fetched:{' '}
          {Math.round(100 * phase.fraction)} %
        </p>
      );
    case 'preparing':
      return <p class="progress-text">The step is being compiled …</p>;
    case 'training':
      return (
        <p class="progress-text" data-testid="speed">
          {phase.paused ? 'Paused. ' : ''}
          {speed === undefined ? '' : `${Math.round(speed).toLocaleString('en')} images/s`}
          {left === undefined ? '' : `, ${Math.ceil(left)} s left`}
          {accuracy === undefined ? '' : `, ${accuracy} of the validation ${sumsOrDigits(last)} right so far`}
        </p>
      );
    case 'ended':
      return (
        <p class="progress-text" role="status" data-testid="ended">
          {phase.trained === undefined
            ? 'Stopped before it began.'
            : `${phase.trained.whole ? 'Trained' : 'Stopped'}${accuracy === undefined ? '' : `: ${accuracy} of the validation ${sumsOrDigits(last)} right`}${
                speed === undefined ? '' : `, at ${Math.round(speed).toLocaleString('en')} images/s`
              }. The model answers above now.`}
        </p>
      );
    case 'failed':
      return (
        <p class="progress-text error" role="alert">
          {phase.sentence}
        </p>
      );
  }
}

const sumsOrDigits = (point: { readonly sumAccuracy: number | undefined } | undefined) =>
  point?.sumAccuracy === undefined ? 'digits' : 'sums';

/** The model of one's own: into use, onto the disk, into the browser, and back. */
function Models({ training }: { readonly training: Training }) {
  const kept = useSignal<readonly KeptModel[]>([]);
  const file = useRef<HTMLInputElement>(null);
  const refresh = async () => {
    kept.value = await keptModels();
  };
  useEffect(() => {
    void refresh();
  }, []);
  const phase = training.phase.value;
  useEffect(() => {
    const { order } = training;
    if (phase.type !== 'ended' || phase.trained === undefined || order.value === undefined) return;
    const { recipe, seed, epochs } = order.value;
    takeModel(
      `${recipe}, seed ${seed}, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`,
      phase.trained.files,
      'the training',
    ).catch(report);
  }, [phase]);
  const own = ownModel.value;
  return (
    <section class="models" aria-labelledby="models-title">
      <h3 id="models-title">Your models</h3>
      {own === undefined ? (
        <p class="note">
          None yet. Train one, or drop the model.json and weights.bin of one that the trainer wrote anywhere on this
          page.
        </p>
      ) : (
        <p data-testid="own-model">
          <label class="switch">
            <input
              type="checkbox"
              checked={usesOwnModel.value}
              onChange={({ currentTarget }) => {
                usesOwnModel.value = currentTarget.checked;
              }}
            />{' '}
            <strong>{own.name}</strong> answers
          </label>{' '}
          <small>
            {own.facts.recipe ?? 'no recipe'}, {own.facts.parameters.toLocaleString('en')} parameters
            {own.facts.digitAccuracy === undefined
              ? ''
              : `, ${(100 * own.facts.digitAccuracy).toFixed(2)} % of digits right`}
          </small>
        </p>
      )}
      <div class="tools">
        <button
          type="button"
          disabled={own === undefined}
          onClick={() => {
            downloadModel(own!.files);
          }}
        >
          Download
        </button>
        <button
          type="button"
          disabled={own === undefined}
          onClick={() => {
            keepModel({ name: own!.name, files: own!.files }).then(refresh).catch(report);
          }}
        >
          Keep in this browser
        </button>
        <button
          type="button"
          onClick={() => {
            file.current!.click();
          }}
        >
          Open files…
        </button>
        <input
          ref={file}
          class="hidden-file"
          type="file"
          accept=".json,.bin"
          multiple
          tabIndex={-1}
          aria-label="The two files of a model"
          onChange={({ currentTarget }) => {
            const given = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            readModelFiles(given)
              .then((files) => takeModel('from files', files, 'the files'))
              .catch(report);
          }}
        />
      </div>
      {kept.value.length > 0 && (
        <ul class="kept">
          {kept.value.map(({ name, files }) => (
            <li key={name}>
              <span>{name}</span>
              <button
                type="button"
                onClick={() => {
                  takeModel(name, files, name).catch(report);
                }}
              >
                Use<span class="visually-hidden"> {name}</span>
              </button>
              <button
                type="button"
                onClick={() => {
                  forgetModel(name).then(refresh).catch(report);
                }}
              >
                Forget<span class="visually-hidden"> {name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
