import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';
import { additionEvaluationSchema } from '../task/image-sums/evaluation-schema.js';

const seconds = z.number().check(z.gte(0));

/** Seconds by what a run does, in order. */
const phaseSecondsSchema = z.strictObject({
  data: seconds.check(z.describe('reading the data')),
  start: seconds.check(z.describe('building the model, and recording and compiling its step and its prediction')),
  steps: seconds.check(z.describe('training steps')),
  validation: seconds.check(z.describe('predicting the validation set after each epoch')),
  checkpoints: seconds.check(z.describe('writing checkpoints')),
  test: seconds.check(z.describe('predicting and analysing the test set')),
});

/** The schema of `result.json`, which a finished run has. */
export const runResultSchema = z.strictObject({
  recipe: z.string().check(z.describe("the recipe's id")),
  backend: z.string().check(z.describe("the backend's name")),
  seed: z.int(),
  epochs: z.int(),
  parameters: z.int().check(z.describe("all numbers in the model's weights, frozen ones included")),
  trainSeconds: seconds.check(z.describe('seconds in training steps')),
  totalSeconds: seconds.check(z.describe('seconds from reading the data to the evaluated model')),
  // Of a resumed run, steps, validation and checkpoints count from its first start.
  seconds: phaseSecondsSchema.check(z.describe('seconds by what they were spent on')),
  peakMemoryBytes: z.int().check(z.describe('the maximum memory of the process')),
  evaluation: scoresSchema.check(z.describe('scores over every test image with every addend')),
  addition: z
    .optional(additionEvaluationSchema)
    .check(z.describe('scores over the problems that the test images make, if the task is image-sums')),
});
