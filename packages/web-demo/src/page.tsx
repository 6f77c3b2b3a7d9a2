import { lazy, Suspense } from 'preact/compat';
import { useRef } from 'preact/hooks';
import { AddendPanel } from './addend/addend-panel.js';
import { VIEWS } from './address/address.js';
import type { View } from './address/address.js';
import { AnswerPanel } from './answer/answer-panel.js';
import { BackendPanel } from './backend/backend-panel.js';
import { DrawPanel } from './drawing/draw-panel.js';
import type { History } from './drawing/history.js';
import { HeadPicker } from './models/head-picker.js';
import { notice, view } from './state.js';

const InsidePanel = lazy(() => import('./inside/inside-panel.js').then(({ InsidePanel }) => InsidePanel));
const ComparePanel = lazy(() => import('./compare/compare-panel.js').then(({ ComparePanel }) => ComparePanel));
const LearnPanel = lazy(() => import('./learn/learn-panel.js').then(({ LearnPanel }) => LearnPanel));

const TITLES: Readonly<Record<View, string>> = {
  inside: 'Look inside',
  compare: 'Compare heads',
  learn: 'Learn here',
};

interface PageProps {
  readonly first: History;
  readonly second: History;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
}

/** All that there is on the page. */
export function Page({ first, second, random }: PageProps) {
  return (
    <>
      <header>
        <div>
          <h1>mnist-adder</h1>
          <p>A network reads your digit and adds a number to it, here in your browser.</p>
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

/** The three ways to look further, as tabs. */
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
          {/* A training goes on while something else is looked at. */}
          <LearnKeptAlive shown={current === 'learn'} />
        </Suspense>
      </div>
    </>
  );
}

/** Is loaded when it is first shown, and only hidden afterwards. */
function LearnKeptAlive({ shown }: { readonly shown: boolean }) {
  const wasShown = useRef(false);
  wasShown.current ||= shown;
  return wasShown.current ? (
    <div hidden={!shown}>
      <LearnPanel />
    </div>
  ) : null;
}
