/** Digits an image can show: 0..9. */
export const DIGIT_CLASSES = 10;

/** Numbers that can be added: 0..9. */
export const ADDEND_CLASSES = 10;

/** Sums of a digit and an addend: 0..18. */
export const SUM_CLASSES = 19;

/** Pixels along either side of an image. */
export const IMAGE_SIDE = 28;

/** Pixels of an image, row by row. */
export const IMAGE_PIXELS = 784;

/**
 * Mean of the pixels of MNIST's 60,000 training images, scaled to 0..1. With `PIXEL_STD` the figures of PyTorch's MNIST
 * example, which nearly all published work repeats; a test measures them again.
 */
export const PIXEL_MEAN = 0.1307;

/** Standard deviation of the pixels of MNIST's 60,000 training images, scaled to 0..1. */
export const PIXEL_STD = 0.3081;
