import * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph-node.js';
import { isRecordable } from './symbolic-backend.js';
import type { SymbolicBackend } from './symbolic-backend.js';
import { graphTensor, plainLayout } from './symbolic-tensor.js';
import type { TensorType } from './symbolic-tensor.js';

/** A variable that stands for an input of the graph until it is given back. */
export interface LentVariable {
  readonly variable: tf.Variable;
  readonly dtype: TensorType;
  /** The value that it has in the graph at first. */
  readonly placeholder: GraphValue;
  /** Makes it what it was, on the backend where it was. */
  readonly giveBack: () => void;
}

/** Makes every variable stand for an input of the graph, except those whose elements cannot be recorded. */
export function lendVariables(backend: SymbolicBackend): LentVariable[] {
  return Object.values(tf.engine().registeredVariables).flatMap((variable) => {
    const { dtype } = variable;
    return isRecordable(dtype) ? [lend(backend, variable, dtype)] : [];
  });
}

function lend(backend: SymbolicBackend, variable: tf.Variable, dtype: TensorType): LentVariable {
  const { shape, dataId } = variable;
  const placeholder = backend.recorder.graph.input(dtype, shape);
  variable.dataId = backend.register(graphTensor(placeholder, dtype, plainLayout(shape.length))).dataId;
  // Counted as one more tensor until it is given back, as TensorFlow.js counts what a variable holds.
  tf.engine().trackTensor(variable, backend);
  return {
    variable,
    dtype,
    placeholder,
    giveBack: () => {
      tf.engine().disposeTensor(variable);
      variable.dataId = dataId;
    },
  };
}
