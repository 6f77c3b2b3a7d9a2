import { activation, add, concatenate, leakyReLU, multiply, reLU, rescaling, reshape } from './arrangement.js';
import { averagePooling2d, conv2d, globalAveragePooling2d, maxPooling2d } from './convolution.js';
import { dense } from './dense.js';
import type { LayerFunction } from './layer-call.js';
import { batchNormalization, dropout } from './regularisation.js';

/** How each class of layer is calculated. */
export const LAYER_FUNCTIONS: Readonly<Partial<Record<string, LayerFunction>>> = {
  Activation: activation,
  Add: add,
  AveragePooling2D: averagePooling2d,
  BatchNormalization: batchNormalization,
  Concatenate: concatenate,
  Conv2D: conv2d,
  Dense: dense,
  Dropout: dropout,
  Flatten: reshape,
  GlobalAveragePooling2D: globalAveragePooling2d,
  LeakyReLU: leakyReLU,
  MaxPooling2D: maxPooling2d,
  Multiply: multiply,
  ReLU: reLU,
  Rescaling: rescaling,
  Reshape: reshape,
};
