import process from 'node:process';

/** A worker that is gone before it has an answer, as one that the system has killed. */
export default () => process.exit(9);
