import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { followKeptModels, forgetModel, keepModel, keptModels, type KeptModel } from '../models/kept-models.js';
import { downloadModel, readModelFiles } from '../models/model-files.js';
import { setOwnModel } from '../state/model-in-use.js';
import { ownModel, report, usesOwnModel, type OwnModel } from '../state/state.js';
import type { Training } from '../training/training.js';

/** The user's models: the one in use, and those that the browser keeps. */
export function OwnModels({ training }: { readonly training: Training }) {
  const kept = useSignal<readonly KeptModel[]>([]);
  useEffect(() => {
    const refresh = async () => {
      kept.value = await keptModels();
    };
    void refresh();
    return followKeptModels(() => void refresh());
  }, []);
  useTrainedModel(training);
  const own = ownModel.value;
  return (
    <section class="models" aria-labelledby="models-title">
      <h3 id="models-title">Your models</h3>
      {own === undefined ? (
        <p class="note">
          None yet. Train one, or drop all files of one that you trained in Node anywhere on this page: its model.json
          and its weights, which are in weights.bin or several files.
        </p>
      ) : (
        <InUse own={own} />
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
            const { name, files } = own!;
            keepModel({ name, files }).catch(report);
          }}
        >
          Keep in this browser
        </button>
        <OpenFiles />
      </div>
      {kept.value.length > 0 && (
        <ul class="kept">
          {kept.value.map((model) => (
            <Kept key={model.name} {...model} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Puts the model of a training into use when the training ends. */
function useTrainedModel(training: Training): void {
  const phase = training.phase.value;
  useEffect(() => {
    if (phase.type !== 'ended' || phase.trained === undefined) return;
    setOwnModel(phase.name, phase.trained.files, 'the training').catch(report);
  }, [phase]);
}

function InUse({ own: { name, facts } }: { readonly own: OwnModel }) {
  return (
    <p data-testid="own-model">
      <label class="switch">
        <input
          type="checkbox"
          checked={usesOwnModel.value}
          onChange={({ currentTarget }) => {
            usesOwnModel.value = currentTarget.checked;
          }}
        />{' '}
        <strong>{name}</strong> answers
      </label>{' '}
      <small>
        {facts.recipe ?? 'no recipe'}, {facts.parameters.toLocaleString('en')} parameters,{' '}
        {(100 * facts.scores.digit.accuracy).toFixed(2)} % of digits right
      </small>
    </p>
  );
}

function OpenFiles() {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
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
        aria-label="The files of a model"
        onChange={({ currentTarget }) => {
          const given = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          readModelFiles(given)
            .then((files) => setOwnModel('from files', files, 'the files'))
            .catch(report);
        }}
      />
    </>
  );
}

function Kept({ name, files }: KeptModel) {
  return (
    <li>
      <span>{name}</span>
      <button
        type="button"
        onClick={() => {
          setOwnModel(name, files, name).catch(report);
        }}
      >
        Use<span class="visually-hidden"> {name}</span>
      </button>
      <button
        type="button"
        onClick={() => {
          forgetModel(name).catch(report);
        }}
      >
        Forget<span class="visually-hidden"> {name}</span>
      </button>
    </li>
  );
}
