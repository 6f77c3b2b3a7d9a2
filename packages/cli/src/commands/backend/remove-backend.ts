import type { Answer } from '../../program/answer.js';
export function remove(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
