import type { Answer } from '../../program/answer.js';
export function dataShow(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
