/** The style sheet of a report: one column of text in light or dark mode. Colours differ in brightness as well. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --ink: #1d1d1f; --muted: #6d6d72; --rule: #e3e3e0; --wash: #f4f4f1;
  --train: #8a8a90; --validation: #1f5fbf; --sum: #b3541e; --wrong: #c0392b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161618; --ink: #ececee; --muted: #9a9aa2; --rule: #333338; --wash: #1f1f23;
    --train: #9a9aa2; --validation: #7fb2ff; --sum: #f0a36b; --wrong: #ff8a7a;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 760px; margin: 0 auto; padding: 48px 24px 96px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums;
}
h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 64px 0 8px; padding-top: 16px; border-top: 1px solid var(--rule); font-size: 20px; }
h3 { margin: 32px 0 4px; font-size: 16px; }
p { margin: 4px 0 12px; }
.lead, .note, figcaption, summary, small { color: var(--muted); }
.note { font-size: 14px; }
.headline { display: flex; flex-wrap: wrap; gap: 8px 56px; margin: 28px 0 0; padding: 0; list-style: none; }
.headline b { display: block; font-size: 40px; font-weight: 600; line-height: 1.1; letter-spacing: -0.02em; }
.headline span { color: var(--muted); font-size: 14px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 28px; font-size: 14px; }
nav a { color: var(--muted); }
figure { margin: 24px 0 0; min-width: 0; }
figcaption { margin-bottom: 6px; font-size: 14px; }
.plot { display: block; max-width: 100%; height: auto; overflow: visible; font: 12px system-ui, sans-serif; background: none; }
.pair { display: flex; flex-wrap: wrap; gap: 0 32px; }
.pair > figure { flex: 1 1 320px; }
details { margin-top: 4px; font-size: 13px; }
summary { cursor: pointer; font-size: 13px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 3px 12px 3px 0; text-align: left; font-weight: normal; vertical-align: top; }
details th, details td { padding: 2px 20px 2px 0; text-align: right; }
thead th { color: var(--muted); }
.facts { width: 100%; font-size: 14px; }
.facts th { width: 40%; color: var(--muted); overflow-wrap: anywhere; }
.facts td { overflow-wrap: anywhere; }
.facts tr + tr > * { border-top: 1px solid var(--rule); }
.confusion table { width: 100%; table-layout: fixed; font-size: 13px; }
.confusion th, .confusion td { padding: 5px 6px; text-align: right; }
.confusion.sum table { min-width: 640px; font-size: 11px; }
.confusion.sum th, .confusion.sum td { padding: 5px 4px; }
.confusion th { color: var(--muted); }
.confusion td { background: color-mix(in srgb, var(--wrong) calc(0.8 * var(--share, 0%)), var(--paper)); }
.confusion td.right { background: var(--wash); font-weight: 600; }
.confusion td.none { color: var(--rule); }
.mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 28px 24px; margin-top: 20px; }
.mistake { display: grid; grid-template-columns: 84px 1fr; gap: 6px 12px; margin: 0; }
.mistake img { border: 1px solid var(--rule); image-rendering: pixelated; }
.mistake figcaption { grid-column: 1 / -1; margin: 0; color: var(--ink); font-size: 13px; line-height: 1.35; }
.bars { display: flex; align-items: stretch; gap: 2px; height: 84px; margin: 0; padding: 0; list-style: none; }
.bars li { display: flex; flex: 1; flex-direction: column; justify-content: flex-end; align-items: stretch; text-align: center; }
.bars i { min-height: 1px; background: var(--train); }
.bars b { color: var(--muted); font-size: 11px; font-weight: normal; line-height: 16px; }
.bars .answer i { background: var(--wrong); }
.bars .label i { background: var(--validation); }
.bars .answer b, .bars .label b { color: var(--ink); font-weight: 700; }
.bars .label b { text-decoration: underline; }
.seconds { width: 100%; font-size: 14px; }
.seconds th { width: 190px; }
.seconds .number { width: 100px; text-align: right; padding-right: 16px; }
.seconds .bar i { display: block; height: 12px; margin-top: 5px; background: var(--validation); }
@media (max-width: 480px) { body { padding: 24px 16px 64px; } .seconds th { width: auto; } .headline { gap: 8px 32px; } .headline b { font-size: 32px; } }
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #555; --rule: #ccc; --wash: #f2f2f2; --train: #777; --validation: #1f5fbf; --sum: #b3541e; --wrong: #c0392b; color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  nav, details { display: none; }
  h2 { break-after: avoid; }
  figure, .mistake, tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
