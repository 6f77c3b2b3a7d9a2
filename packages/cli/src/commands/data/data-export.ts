import type { Answer } from '../../program/answer.js';
export function dataExport(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
