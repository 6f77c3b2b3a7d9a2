import type { Answer } from '../../program/answer.js';
export function completion(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
