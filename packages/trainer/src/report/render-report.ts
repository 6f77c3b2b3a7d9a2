import { flattenSettings } from '@mnist-adder/tensorboard';
import type { RunAnalysis } from '../evaluation/analysis.js';
import { drawChart } from './chart.js';
import { accuracyChart, learningRateChart, lossChart } from './charts/curve-charts.js';
import { groupChart } from './charts/group-chart.js';
import { reliabilityChart } from './charts/reliability-chart.js';
import { confusionMatrix } from './confusion-matrix.js';
import { Html, html } from './html.js';
import { mistakesGallery } from './mistakes.js';
import { duration, grouped, percent } from './numbers.js';
import type { ReportData } from './report-data.js';
import { secondsBars } from './seconds-bars.js';
import { STYLE } from './style.js';

/**
 * Renders the report of a run: one HTML page that needs nothing else, light or dark as the reader's system is, and made to be printed.
 * Every chart has its numbers as a table.
 */
export function renderReport(data: ReportData): string {
  const { config, analysis, events } = data;
  const { recipe } = config;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${recipe.id}, seed ${config.seed}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${recipe.id}</h1>
          <p class="lead">${recipe.summary}</p>
          ${headline(data)}
          <nav aria-label="Sections">
            <a href="#training">Training</a
            >${analysis && html`<a href="#errors">Errors</a><a href="#confidence">Confidence</a><a href="#mistakes">Mistakes</a>`}<a
              href="#time"
              >Time</a
            ><a href="#settings">Settings</a><a href="#environment">Environment</a>
          </nav>
        </header>
        <main>
          <section id="training">
            <h2>Training</h2>
            <p class="note">
              Thin: each step, or the mean of several where there are many. Dashed, with rings: means over an epoch, of
              the weights as they were then. Solid, with dots: the validation set after the epoch.
            </p>
            ${[lossChart(events), accuracyChart(events), learningRateChart(events)].map(drawChart)}
          </section>
          ${analysis && [errors(analysis), confidence(analysis), mistakes(analysis)]}
          <section id="time">
            <h2>Where the time went</h2>
            ${secondsBars(data.result.seconds)}
          </section>
          <section id="settings">
            <h2>Settings</h2>
            ${facts(flattenSettings(recipe))}
          </section>
          <section id="environment">
            <h2>Environment</h2>
            ${facts(environment(data))}
          </section>
        </main>
      </body>
    </html> `;
  return page.text;
}

function headline({ config, result }: ReportData): Html {
  const { evaluation } = result;
  const figures: [name: string, value: string][] = (['digit', 'sum', 'both'] as const).flatMap((output) => {
    const scores = evaluation[output];
    return scores === undefined ? [] : [[output, percent(scores.accuracy)]];
  });
  const over = evaluation.sum ? 'test pairs, every image with every addend' : 'test images';
  return html`<ul class="headline">
      ${figures.map(([name, value]) => html`<li><b>${value}</b><span>${name} right</span></li>`)}
    </ul>
    <p class="note">
      Over all ${grouped(evaluation.pairs)} ${over}. Seed ${config.seed}, ${result.epochs}
      ${result.epochs === 1 ? 'epoch' : 'epochs'} on ${result.backend}, ${grouped(result.parameters)} parameters,
      trained in ${duration(result.trainSeconds)}.
    </p>`;
}

const errors = ({ digit, sum, byDigit, byAddend }: RunAnalysis): Html =>
  html`<section id="errors">
    <h2>Where it errs</h2>
    <p class="note">
      On the test set. Numbers are answers; the darker a cell, the more often that mistake is
      made.${sum && ' In the charts a dot is the digit and a ring the sum.'}
    </p>
    ${confusionMatrix(digit.confusion, 'digit')} ${sum && confusionMatrix(sum.confusion, 'sum')}
    <div class="pair">
      ${drawChart(groupChart(byDigit, 'digit'))}${byAddend && drawChart(groupChart(byAddend, 'addend'))}
    </div>
  </section>`;

const confidence = ({ digit, sum }: RunAnalysis): Html =>
  html`<section id="confidence">
    <h2>How far its confidence holds</h2>
    <p class="note">
      Where a point lies on the dashed line, the model is right as often as it is sure. Rings: as it is; filled: after
      temperature scaling, fitted on the validation set. The larger, the more answers.
    </p>
    <div class="pair">
      ${drawChart(reliabilityChart(digit, 'digit'))}${sum && drawChart(reliabilityChart(sum, 'sum'))}
    </div>
  </section>`;

const mistakes = (analysis: RunAnalysis): Html =>
  html`<section id="mistakes">
    <h2>The mistakes it was most sure of</h2>
    ${
      analysis.mistakes.length === 0
        ? html`<p>There are none.</p>`
        : html`<p class="note">
              Bars: the probability of each digit; underlined what it is, bold what else was answered.
            </p>
            ${mistakesGallery(analysis)}`
    }
  </section>`;

const facts = (rows: readonly (readonly [string, string | number | boolean])[]): Html =>
  html`<table class="facts">
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${String(value)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

function environment({ config, result }: ReportData): [string, string | number][] {
  const { machine, packageVersion } = config as { machine?: Record<string, string | number>; packageVersion?: string };
  return [
    ...(machine
      ? [['machine', `${machine.cpu!}, ${machine.cores!} cores, ${machine.platform!}`] as [string, string]]
      : []),
    ...(machine ? [['Node', String(machine.node)] as [string, string]] : []),
    ['backend', config.backend],
    ['peak memory', `${Math.round(result.peakMemoryBytes / 1e6)} MB`],
    ['mnist-adder', packageVersion ?? 'unknown'],
    ['data', config.data.source],
    ...Object.entries(config.data.digests).map(([file, digest]): [string, string] => [`SHA-256 of ${file}`, digest]),
  ];
}
