import type { Answer } from '../../program/answer.js';
export function dataInfo(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
