import { flattenSettings } from '@mnist-adder/tensorboard';
import type { RunAnalysis } from '../evaluation/analysis.js';
import { groupChart, reliabilityChart } from './analysis-charts.js';
import { drawChart } from './chart.js';
import { accuracyChart, learningRateChart, lossChart } from './curve-charts.js';
import { duration, grouped, Html, html, percent, type Content } from './html.js';
import { mistakesGallery } from './mistakes.js';
import type { ReportData } from './report-data.js';
import { STYLE } from './style.js';
import { confusionMatrix, factTable, secondsTable } from './tables.js';

/**
 * Renders the report of a run: one HTML page without any other file, in light or dark mode, ready to be printed. Every chart has its
 * numbers as a table.
 */
export function renderReport(data: ReportData): string {
  const { config, analysis, events, result } = data;
  const { recipe } = config;
  const sections = [
    trainingSection(events),
    ...(analysis ? [errorSection(analysis), confidenceSection(analysis), mistakeSection(analysis)] : []),
    { id: 'time', title: 'Where the time went', content: secondsTable(result.seconds) },
    { id: 'settings', title: 'Settings', content: factTable(flattenSettings(recipe)) },
    { id: 'environment', title: 'Environment', content: factTable(environment(data)) },
  ];
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
            ${sections.map(({ id }) => html`<a href="#${id}">${id.charAt(0).toUpperCase() + id.slice(1)}</a>`)}
          </nav>
        </header>
        <main>
          ${sections.map(
            ({ id, title, content }) =>
              html`<section id="${id}">
                <h2>${title}</h2>
                ${content}
              </section>`,
          )}
        </main>
      </body>
    </html> `;
  return page.text;
}

/** A section of the page. */
interface Section {
  /** A word, for links to the section. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
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

const trainingSection = (events: ReportData['events']): Section => ({
  id: 'training',
  title: 'Training',
  content: html`<p class="note">
      Thin: each step, or the mean of several if there are many. Dashed, with rings: means over an epoch, of the weights
      as they were then. Solid, with dots: the validation set after the epoch.
    </p>
    ${[lossChart(events), accuracyChart(events), learningRateChart(events)].map(drawChart)}`,
});

const errorSection = ({ digit, sum, byDigit, byAddend }: RunAnalysis): Section => ({
  id: 'errors',
  title: 'Where it errs',
  content: html`<p class="note">
      On the test set. Numbers count answers. The darker a cell, the more frequent the mistake.
      ${sum && 'In the charts a dot is the digit and a ring the sum.'}
    </p>
    ${confusionMatrix(digit.confusion, 'digit')} ${sum && confusionMatrix(sum.confusion, 'sum')}
    <div class="pair">
      ${drawChart(groupChart(byDigit, 'digit'))}${byAddend && drawChart(groupChart(byAddend, 'addend'))}
    </div>`,
});

const confidenceSection = ({ digit, sum }: RunAnalysis): Section => ({
  id: 'confidence',
  title: 'How far its confidence holds',
  content: html`<p class="note">
      On the dashed line, the model is right as often as it is confident. Rings: the model as it is. Filled: after
      temperature scaling, fitted on the validation set. The larger a mark, the more answers.
    </p>
    <div class="pair">
      ${drawChart(reliabilityChart(digit, 'digit'))}${sum && drawChart(reliabilityChart(sum, 'sum'))}
    </div>`,
});

const mistakeSection = (analysis: RunAnalysis): Section => ({
  id: 'mistakes',
  title: 'The mistakes it was most sure of',
  content:
    analysis.mistakes.length === 0
      ? html`<p>There are none.</p>`
      : html`<p class="note">Bars: the probability of each digit. Underlined: the label. Bold: the model's answer.</p>
          ${mistakesGallery(analysis)}`,
});

function environment({ config, result }: ReportData): (readonly [name: string, value: string])[] {
  const { machine, packageVersion = 'unknown', backend, data } = config;
  const facts: (readonly [name: string, value: string | undefined])[] = [
    ['machine', machine && `${machine.cpu}, ${machine.cores} cores, ${machine.platform}`],
    ['Node', machine?.node],
    ['backend', backend],
    ['peak memory', `${Math.round(result.peakMemoryBytes / 1e6)} MB`],
    ['mnist-adder', packageVersion],
    ['data', data.source],
    ['images', data.transposed ? 'stored column by column' : undefined],
    ...Object.entries(data.digests).map(([file, digest]) => [`SHA-256 of ${file}`, digest] as const),
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
