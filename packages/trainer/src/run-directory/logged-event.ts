import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';
import type { TrainingEvent, WeightsAtEpochEnd } from '../loop/events.js';

/** An event as a line of `metrics.jsonl` holds it: every one except for the weights. */
export type LoggedEvent = Exclude<TrainingEvent, WeightsAtEpochEnd>;

const count = z.int().check(z.gte(0));
const epoch = count.check(z.describe('the epoch, from 0'));
const index = count.check(z.describe('the step within the epoch, from 0'));
const step = count.check(z.describe('the step within the run, from 0'));
const imagesPerSecond = z.number().check(z.gte(0), z.describe('images per second in the steps of this epoch'));
const seconds = z.number().check(z.gte(0));

/** The schema of a {@link LoggedEvent}. */
export const loggedEventSchema: z.ZodMiniType<LoggedEvent> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('training-start').check(z.describe('training starts or goes on')),
    epochs: count,
    stepsPerEpoch: count,
    batchSize: count,
    parameters: count,
    step: count.check(z.describe('the next step within the run: 0, or where a resumed run goes on')),
  }),
  z.strictObject({
    type: z.literal('epoch-start').check(z.describe('an epoch starts or goes on')),
    epoch,
    index: count.check(z.describe('the next step within the epoch: 0, or where a resumed run goes on')),
  }),
  z.strictObject({
    type: z.literal('step').check(z.describe('a step is done')),
    epoch,
    index,
    step,
    learningRate: z.number(),
    scores: scoresSchema.check(z.describe("scores of the step's batch")),
    gradientNorm: z.number().check(z.describe('the norm of the gradient of all weights, before it is clipped')),
    imagesPerSecond,
  }),
  z.strictObject({
    type: z.literal('epoch-end').check(z.describe('an epoch is done and validated')),
    epoch,
    step,
    train: scoresSchema.check(z.describe('scores of all batches of the epoch, each with the weights of its step')),
    validation: scoresSchema.check(z.describe('scores over the validation set, with the weights after the epoch')),
    imagesPerSecond,
    trainSeconds: seconds.check(z.describe('seconds in the steps of this epoch')),
  }),
  z.strictObject({
    type: z.literal('checkpoint').check(z.describe('a checkpoint is written')),
    step: count.check(z.describe('steps of the run done by then')),
    seconds: seconds.check(z.describe('seconds spent writing it')),
  }),
  z.strictObject({
    type: z.literal('training-end').check(z.describe('training ends')),
    end: z.enum(['finished', 'stopped-early', 'stopped', 'interrupted']),
    trainSeconds: seconds.check(z.describe('seconds in steps, those before a resume included')),
  }),
]);
