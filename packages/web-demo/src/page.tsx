import { lazy, Suspense } from 'preact/compat';
import { useRef } from 'preact/hooks';
import { TrainingBadge } from './learn/training-status.js';
import { Machine } from './machine/machine.js';
import { BackendPanel } from './panels/backend-panel.js';
import { PageTools } from './panels/page-tools.js';
import { VIEWS, type View } from './state/address.js';
import { notice, view } from './state/state.js';

const DetailPanel = lazy(() => import('./details/detail-panel.js').then(({ DetailPanel }) => DetailPanel));
const ComparePanel = lazy(() => import('./compare/compare-panel.js').then(({ ComparePanel }) => ComparePanel));
const BreakPanel = lazy(() => import('./break/break-panel.js').then(({ BreakPanel }) => BreakPanel));
const NumbersPanel = lazy(() => import('./numbers/numbers-panel.js').then(({ NumbersPanel }) => NumbersPanel));
const LearnPanel = lazy(() => import('./learn/learn-panel.js').then(({ LearnPanel }) => LearnPanel));

const SOURCE = 'https://github.com/mnist-adder/mnist-adder';

const TITLES: Readonly<Record<View, string>> = {
  inside: 'Look inside',
  learn: 'Learn',
  compare: 'Compare',
  break: 'Break it',
  numbers: 'Numbers',
};

interface PageProps {
  /** A random number, 0 ≤ x < 1. */
  readonly random: () => number;
}

/** The whole page. */
export function Page({ random }: PageProps) {
  return (
    <>
      <header>
        <h1>Draw a digit. The network adds.</h1>
        <nav aria-label="About">
          <a href={SOURCE}>Source</a> <a href={`${SOURCE}/tree/main/docs`}>Docs</a>
        </nav>
        <TrainingBadge />
        <PageTools />
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
        <Machine random={random} />
        <Views />
      </main>
    </>
  );
}

/** The views, as tabs. */
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
          {current === 'inside' && <DetailPanel />}
          {current === 'compare' && <ComparePanel />}
          {current === 'break' && <BreakPanel />}
          {current === 'numbers' && <NumbersPanel />}
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
