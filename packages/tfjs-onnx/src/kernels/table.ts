import { AVG_POOL_KERNELS } from './avg-pool.js';
import { BINARY_KERNELS } from './binary.js';
import { CONSTANT_KERNELS } from './constant.js';
import { CONV_2D_KERNELS } from './conv2d.js';
import { GATHER_KERNELS } from './gather.js';
import type { Kernels } from './kernel.js';
import { MAT_MUL_KERNELS } from './mat-mul.js';
import { MAX_POOL_KERNELS } from './max-pool.js';
import { REDUCTION_KERNELS } from './reduction.js';
import { RESIZE_KERNELS } from './resize.js';
import { SHAPE_KERNELS } from './shape.js';
import { SLICE_KERNELS } from './slice.js';
import { UNARY_KERNELS } from './unary.js';

/** Every TensorFlow.js kernel that can be recorded. */
export const KERNELS: Kernels = {
  ...AVG_POOL_KERNELS,
  ...BINARY_KERNELS,
  ...CONSTANT_KERNELS,
  ...CONV_2D_KERNELS,
  ...GATHER_KERNELS,
  ...MAT_MUL_KERNELS,
  ...MAX_POOL_KERNELS,
  ...REDUCTION_KERNELS,
  ...RESIZE_KERNELS,
  ...SHAPE_KERNELS,
  ...SLICE_KERNELS,
  ...UNARY_KERNELS,
};
