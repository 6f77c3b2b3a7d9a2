import { expect, test } from 'vitest';
import { operatorTimes } from './profile.js';

const node = (name: string, operator: string, dur: number) => ({
  cat: 'Node',
  name: `${name}_kernel_time`,
  dur,
  args: { op_name: operator },
});

test('a profile is summed up by operator and divided by the runs', () => {
  const profile = [
    { cat: 'Session', name: 'model_run', dur: 9000 },
    { cat: 'Session', name: 'model_run', dur: 9000 },
    node('Conv_1', 'Conv', 1000),
    node('Conv_2', 'Conv', 2000),
    node('Gemm_1', 'Gemm', 4000),
    { cat: 'Node', name: 'Gemm_1_fence_before', dur: 7, args: { op_name: 'Gemm' } },
  ];
  expect(operatorTimes(JSON.stringify(profile))).toEqual([
    { operator: 'Gemm', milliseconds: 2 },
    { operator: 'Conv', milliseconds: 1.5 },
  ]);
});
