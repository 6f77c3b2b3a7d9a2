import { configureGlobal } from 'fast-check';

/** The properties of every package are tried with the same examples each time; another `FAST_CHECK_SEED` gives others. */
configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 1) });
