import type { Answer } from '../../program/answer.js';
export function listBackends(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
