/** How many images are predicted at once: enough to keep a backend busy, few enough for the activations to fit into memory. */
export const PREDICTION_BATCH_SIZE = 256;
