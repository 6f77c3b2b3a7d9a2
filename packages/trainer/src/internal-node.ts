/**
 * What the other packages of mnist-adder need of runs on disk and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/trainer/internal/node
 */

export { defaultRunName } from './run-directory/result.js';
export { describeMachine } from './run-directory/machine.js';
export { loggedEventSchema, type LoggedEvent } from './run-directory/logged-event.js';
export { runResultSchema } from './run-directory/result-schema.js';
