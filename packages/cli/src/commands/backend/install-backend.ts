import type { Answer } from '../../program/answer.js';
export function install(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
