/**
 * What the other packages of mnist-adder need of this one and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/trainer/internal
 */

// One step, without the loop.
export { createTrainingStep } from './step/training-step.js';
export { createStepInputs, type PreparedInputs, type StepInputOptions, type StepInputs } from './loop/step-inputs.js';

// The update by Adam as one kernel of a backend.
export {
  ADAM_KERNEL,
  hasAdamKernel,
  type AdamKernelInputs,
  type AdamResult,
  type AdamState,
} from './step/optimizers/adam.js';

// What is used until it is disposed of.
export { createLifetime } from './executor/lifetime.js';

// What makes a training the one that it is.
export { identifyTraining } from './checkpoint/training-identity.js';
