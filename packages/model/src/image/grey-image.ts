/** Numbers in rows: how much ink there is, or how light it is. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** [height × width], 0..1. */
  readonly values: Float32Array;
}
