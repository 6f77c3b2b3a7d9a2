/** Width of a README's column on GitHub, in pixels; every figure is as wide. */
export const WIDTH = 830;

/** Colours as CSS variables, so that a figure follows its reader's light or dark mode. */
export const INK = 'var(--ink)';
export const MUTED = 'var(--muted)';
export const GRID = 'var(--grid)';

/** The two answers keep their colours in every figure. Blue and orange are told apart by everyone (Okabe & Ito 2008). */
export const DIGIT = 'var(--digit)';
export const SUM = 'var(--sum)';

/** The style sheet inside each figure. */
export const STYLE = `
svg { --ink: #1f2328; --muted: #59636e; --grid: #d1d9e0; --digit: #0072b2; --sum: #d55e00; }
@media (prefers-color-scheme: dark) {
  svg { --ink: #f0f6fc; --muted: #9198a1; --grid: #3d444d; --digit: #56b4e9; --sum: #f0a04b; }
}
text { white-space: pre; }
`;

export const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";
