import type { Answer } from '../../program/answer.js';
export function showRecipe(): Promise<Answer> { return Promise.resolve({ document: {}, text: '' }); }
