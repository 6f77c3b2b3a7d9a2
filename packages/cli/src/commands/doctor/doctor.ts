import type { Answer } from '../../program/answer.js';
export function doctor(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
