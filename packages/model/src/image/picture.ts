/** A picture as a canvas has it (`ImageData`). */
export interface Picture {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** [height × width × 4], 0..255: red, green, blue and alpha, not multiplied with each other, row by row. */
  readonly data: Uint8Array | Uint8ClampedArray;
}
