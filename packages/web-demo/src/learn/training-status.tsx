import { signal } from '@preact/signals';
import { view } from '../state/state.js';

/** A training that is under way, for the header and the title of the page. */
export interface TrainingStatus {
  /** The fraction of the steps that are done, 0..1; undefined before the first one. */
  readonly done: number | undefined;
  readonly paused: boolean;
}

/** The training that is under way; undefined if none is. */
export const trainingStatus = signal<TrainingStatus | undefined>(undefined);

/** What the status says in a few words: `Training 42 %`. */
export function statusText({ done, paused }: TrainingStatus): string {
  const percent = done === undefined ? '' : ` ${Math.floor(100 * done)} %`;
  return `${paused ? 'Paused at' : 'Training'}${percent || ' …'}`;
}

/** Says in the header that a training is under way, and leads to it. */
export function TrainingBadge() {
  const status = trainingStatus.value;
  if (status === undefined) return null;
  return (
    <button
      type="button"
      class="training-badge"
      onClick={() => {
        view.value = 'learn';
      }}
    >
      {statusText(status)}
    </button>
  );
}
