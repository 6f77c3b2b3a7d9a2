/** Number of digits that an image can show: 0..9. */
export const DIGIT_CLASSES = 10;

/** Number of addends, the numbers that can be added: 0..9. */
export const ADDEND_CLASSES = 10;

/** Number of sums of a digit and an addend: 0..18. */
export const SUM_CLASSES = 19;

/** Pixels along each side of an image. */
export const IMAGE_SIDE = 28;

/** Pixels in an image. They are stored row by row. */
export const IMAGE_PIXELS = 784;

/**
 * Mean of the pixels of MNIST's 60,000 training images, scaled to 0..1. This value and `PIXEL_STD` come from PyTorch's MNIST
 * example, and nearly all published work uses them. A test measures both again.
 */
export const PIXEL_MEAN = 0.1307;

/** Standard deviation of the pixels of MNIST's 60,000 training images, scaled to 0..1. */
export const PIXEL_STD = 0.3081;
