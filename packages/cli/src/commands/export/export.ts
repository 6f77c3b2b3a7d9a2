import type { Answer } from '../../program/answer.js';
export function exportModel(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
