/** The side of the pad that digits are drawn on, in pixels: the page's. */
export const PAD_SIDE = 280;
