import { lazy, Suspense } from 'preact/compat';
import { useRef } from 'preact/hooks';
import type { History } from './drawing/history.js';
import { AddendPanel } from './panels/addend-panel.js';
import { AnswerPanel } from './panels/answer-panel.js';
import { BackendPanel } from './panels/backend-panel.js';
import { DrawPanel } from './panels/draw-panel.js';
import { HeadPicker } from './panels/head-picker.js';
import { VIEWS, type View } from './state/address.js';
import { notice, view } from './state/state.js';

const InsidePanel = lazy(() => import('./views/inside-panel.js').then(({ InsidePanel }) => InsidePanel));
const ComparePanel = lazy(() => import('./views/compare-panel.js').then(({ ComparePanel }) => ComparePanel));
const LearnPanel = lazy(() => import('./views/learn-panel.js').then(({ LearnPanel }) => LearnPanel));

const TITLES: Readonly<Record<View, string>> = {
  inside: 'Look inside',
  compare: 'Compare heads',
  learn: 'Learn here',
};

interface PageProps {
  /** The history of the pad. */
  readonly first: History;
  /** The history of the pad for the addend. */
  readonly second: History;
  /** A random number, 0 ≤ x < 1. */
  readonly random: () => number;
}

/** The whole page. */
export function Page({ first, second, random }: PageProps) {
  return (
    <>
      <header>
        <div>
          <h1>mnist-adder</h1>
          <p>A network in your browser reads your digit and adds a number to it.</p>
        </div>
        <BackendPanel />
      </header>
      <main>
        {notice.value !== undefined && (
          <p class="notice" role="alert">
            {notice.value}{' '}
            <button
              type="button"
              onClick={() => {
                notice.value = undefined;
              }}
            >
              Dismiss
            </button>
          </p>
        )}
        <div class="sum-up">
          <DrawPanel history={first} random={random} />
          <div class="choices">
            <AddendPanel history={second} />
            <HeadPicker />
          </div>
          <AnswerPanel />
        </div>
        <Views />
      </main>
    </>
  );
}

/** The three views, as tabs. */
function Views() {
  const current = view.value;
  const show = (next: View) => {
    view.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label="Look further"
        onKeyDown={({ key }) => {
          const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? VIEWS.length - 1 : 0;
          if (step > 0) show(VIEWS[(VIEWS.indexOf(current) + step) % VIEWS.length]!);
        }}
      >
        {VIEWS.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === current}
            aria-controls="view"
            tabIndex={name === current ? 0 : -1}
            onClick={() => {
              view.value = name;
            }}
          >
            {TITLES[name]}
          </button>
        ))}
      </div>
      <div class="view" id="view" role="tabpanel" aria-labelledby={`tab-${current}`}>
        <Suspense fallback={<p class="note">Loading …</p>}>
          {current === 'inside' && <InsidePanel />}
          {current === 'compare' && <ComparePanel />}
          {/* Training goes on while another view is shown. */}
          <LearnKeptAlive shown={current === 'learn'} />
        </Suspense>
      </div>
    </>
  );
}

/** The view to learn in. It is loaded when it is first shown, and hidden afterwards instead of removed. */
function LearnKeptAlive({ shown }: { readonly shown: boolean }) {
  const wasShown = useRef(false);
  wasShown.current ||= shown;
  return wasShown.current ? (
    <div hidden={!shown}>
      <LearnPanel />
    </div>
  ) : null;
}
