import { describe, expect, test } from 'vitest';
import { parseAdderSpec } from './parse-spec.js';
import { ModelError } from '../model-error.js';

const small = { type: 'small-cnn' };
const concat = { type: 'concat' };

describe('parseAdderSpec', () => {
  test('spells every default out, and leaves what is spelled out', () => {
    const spec = parseAdderSpec({ backbone: small, head: concat });
    expect(spec).toEqual({
      normalization: { mean: 0.1307, std: 0.3081 },
      backbone: { type: 'small-cnn', filters: [24, 32], kernels: [5, 3], embedding: 256, dropout: 0 },
      head: { type: 'concat', hidden: [64, 64] },
    });
    expect(parseAdderSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  test.each([
    ['', null],
    ['', { backbone: small, head: concat, extra: 1 }],
    ['backbone', { head: concat }],
    ['backbone.type', { backbone: { type: 'large-cnn' }, head: concat }],
    ['backbone', { backbone: { ...small, depth: 3 }, head: concat }],
    ['backbone.filters.1', { backbone: { ...small, filters: [8, 0] }, head: concat }],
    ['backbone.kernels', { backbone: { ...small, kernels: [21, 5] }, head: concat }],
    ['backbone.dropout', { backbone: { type: 'identity-cnn', dropout: 1 }, head: concat }],
    ['head.hidden', { backbone: small, head: { type: 'concat', hidden: [64] } }],
    ['head', { backbone: small, head: { type: 'exact', hidden: [64, 64] } }],
    ['normalization.std', { normalization: { std: 0 }, backbone: small, head: concat }],
  ])('refuses a spec and names the setting: %s', (setting, spec) => {
    expect(() => parseAdderSpec(spec)).toThrow(ModelError);
    expect(() => parseAdderSpec(spec)).toThrow(
      expect.objectContaining({ code: 'spec', facts: expect.objectContaining({ setting }) as object }) as Error,
    );
  });
});
