import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BACKEND_NAMES, BACKEND_TITLES, missing, type BackendName, type Capabilities } from '../backend/backends.js';
import { answer, askedBackend, notice, predictor } from '../state/state.js';

/** The backend that the network runs on, its speed, and the other backends. */
export function BackendPanel() {
  const running = predictor.value;
  const milliseconds = useMedian(answer.value?.milliseconds, running);
  const place = useRef<HTMLDetailsElement>(null);
  useLightDismiss(place);
  const name = running === undefined ? '…' : BACKEND_TITLES[running.backend.name];
  return (
    <details ref={place} class="backend">
      <summary>
        <span class="visually-hidden">Runs on </span>
        {name}
        {milliseconds !== undefined && <small>{` ${milliseconds.toFixed(1)} ms`}</small>}
      </summary>
      <div class="popover">
        <fieldset>
          <legend>The network runs on</legend>
          {(['auto', ...BACKEND_NAMES] as const).map((choice) => (
            <Choice key={choice} choice={choice} capabilities={running?.capabilities} />
          ))}
        </fieldset>
        {running?.backend.reason !== undefined && <p class="note">{running.backend.reason}</p>}
        <dl class="facts">
          <dt>Time for an answer</dt>
          <dd>{milliseconds === undefined ? '–' : `${milliseconds.toFixed(1)} ms (median of the last ${RECENT})`}</dd>
          <dt>Tensors in memory</dt>
          <dd data-testid="tensors">{answer.value?.tensors ?? '–'}</dd>
        </dl>
      </div>
    </details>
  );
}

function Choice({
  choice,
  capabilities,
}: {
  readonly choice: BackendName | 'auto';
  readonly capabilities: Capabilities | undefined;
}) {
  const reason = choice === 'auto' || capabilities === undefined ? undefined : missing(choice, capabilities);
  return (
    <label class="choice">
      <input
        type="radio"
        name="backend"
        checked={askedBackend.value === choice}
        disabled={reason !== undefined}
        onChange={() => {
          notice.value = undefined;
          askedBackend.value = choice;
        }}
      />{' '}
      {choice === 'auto' ? 'automatic' : BACKEND_TITLES[choice]}
      {describe(choice, capabilities, reason)}
    </label>
  );
}

function describe(choice: BackendName | 'auto', capabilities: Capabilities | undefined, reason: string | undefined) {
  if (reason !== undefined) return <small>{` – ${reason}`}</small>;
  if (choice === 'webgl' && capabilities !== undefined && 'renderer' in capabilities.webgl) {
    return <small>{` – ${capabilities.webgl.renderer}`}</small>;
  }
  if (choice === 'webgpu' && capabilities !== undefined && 'adapter' in capabilities.webgpu) {
    return <small>{` – ${capabilities.webgpu.adapter}`}</small>;
  }
  return null;
}

/** The number of answers that the median is taken over. */
const RECENT = 15;

/** The median of the last values. It starts again when `since` changes. */
function useMedian(value: number | undefined, since: unknown): number | undefined {
  const recent = useSignal<{ readonly since: unknown; readonly values: readonly number[] }>({ since, values: [] });
  useEffect(() => {
    const values = recent.value.since === since ? recent.value.values : [];
    recent.value = { since, values: value === undefined ? values : [...values, value].slice(-RECENT) };
  }, [value, since]);
  const sorted = recent.value.values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Closes what is open when the user presses Escape or touches the page outside of it. */
function useLightDismiss(place: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const close = (event: Event) => {
      const details = place.current!;
      const leaves = event instanceof KeyboardEvent ? event.key === 'Escape' : !event.composedPath().includes(details);
      if (!details.open || !leaves) return;
      details.open = false;
      if (event instanceof KeyboardEvent) details.querySelector('summary')!.focus();
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, []);
}
