import type { Answer } from '../../program/answer.js';
export function listRecipes(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
