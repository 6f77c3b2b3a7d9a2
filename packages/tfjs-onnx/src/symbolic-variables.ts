import * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from './graph/graph.js';
import { isRecordable, type SymbolicBackend } from './symbolic-backend.js';
import { graphTensor, plainLayout, type TensorType } from './symbolic/symbolic-tensor.js';

/** A `tf.Variable` that holds a symbolic tensor until it is restored. */
export interface SymbolicVariable {
  readonly variable: tf.Variable;
  readonly dtype: TensorType;
  /** The graph's input that the variable holds at first; undefined for a constant. */
  readonly input: GraphValue | undefined;
  /** Tells whether the recorded function has assigned the variable. */
  readonly isAssigned: () => boolean;
  /** Gives the variable its data on its own backend back. */
  readonly restore: () => void;
}

/**
 * Makes every variable symbolic whose type can be recorded.
 *
 * @param role `carried`: each variable is an input of the graph. `constants`: each keeps its value, as a constant.
 */
export function makeVariablesSymbolic(backend: SymbolicBackend, role: 'carried' | 'constants'): SymbolicVariable[] {
  return Object.values(tf.engine().registeredVariables).flatMap((variable) => {
    const { dtype } = variable;
    return isRecordable(dtype) ? [makeSymbolic(backend, role, variable, dtype)] : [];
  });
}

function makeSymbolic(
  backend: SymbolicBackend,
  role: 'carried' | 'constants',
  variable: tf.Variable,
  dtype: TensorType,
): SymbolicVariable {
  const { shape, dataId } = variable;
  const input = role === 'carried' ? backend.recorder.graph.input(dtype, shape) : undefined;
  const symbolic =
    input === undefined
      ? backend.registerForeign({ dataId, shape, dtype })
      : backend.register(graphTensor(input, dtype, plainLayout(shape.length)));
  variable.dataId = symbolic.dataId;
  // TensorFlow.js counts what a variable holds as a tensor.
  tf.engine().trackTensor(variable, backend);
  return {
    variable,
    dtype,
    input,
    isAssigned: () => variable.dataId !== symbolic.dataId,
    restore: () => {
      tf.engine().disposeTensor(variable);
      variable.dataId = dataId;
    },
  };
}
