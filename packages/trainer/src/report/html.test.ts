import { expect, test } from 'vitest';
import { html } from './html.js';

test('what is put in is escaped, and HTML is not escaped again', () => {
  const name = `<script>alert("1 & '2'")</script>`;
  const item = html`<li title="${name}">${name}</li>`;
  const escaped = '&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;';
  expect(item.text).toBe(`<li title="${escaped}">${escaped}</li>`);
  const list = html`<ul>
    ${[item, item]}
  </ul>`;
  expect(list.text.replace(/\s+</g, '<')).toBe(`<ul>${item.text}${item.text}</ul>`);
});

test('numbers are written, and what is not there is not', () => {
  expect(html`${0} ${undefined}${false}.`.text).toBe('0 .');
});
