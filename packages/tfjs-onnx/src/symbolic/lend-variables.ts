import * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph-node.js';
import { isRecordable } from './symbolic-backend.js';
import type { SymbolicBackend } from './symbolic-backend.js';
import { graphTensor, plainLayout } from './symbolic-tensor.js';
import type { TensorType } from './symbolic-tensor.js';

/** What variables are in a graph: inputs, and outputs where they are assigned; or the values that they have. */
export type VariableRole = 'carried' | 'constants';

/** A variable that stands for a value of the graph until it is given back. */
export interface LentVariable {
  readonly variable: tf.Variable;
  readonly dtype: TensorType;
  /** The input of the graph that it is at first; a constant is none. */
  readonly placeholder: GraphValue | undefined;
  /** Whether it was given another value than it was lent with. */
  readonly isAssigned: () => boolean;
  /** Makes it what it was, on the backend where it was. */
  readonly giveBack: () => void;
}

/** Makes every variable stand for a value of the graph, except those whose elements cannot be recorded. */
export function lendVariables(backend: SymbolicBackend, role: VariableRole): LentVariable[] {
  return Object.values(tf.engine().registeredVariables).flatMap((variable) => {
    const { dtype } = variable;
    return isRecordable(dtype) ? [lend(backend, role, variable, dtype)] : [];
  });
}

function lend(backend: SymbolicBackend, role: VariableRole, variable: tf.Variable, dtype: TensorType): LentVariable {
  const { shape, dataId } = variable;
  const placeholder = role === 'carried' ? backend.recorder.graph.input(dtype, shape) : undefined;
  const { dataId: lentId } =
    placeholder === undefined
      ? backend.standIn({ dataId, shape, dtype })
      : backend.register(graphTensor(placeholder, dtype, plainLayout(shape.length)));
  variable.dataId = lentId;
  // Counted as one more tensor until it is given back, as TensorFlow.js counts what a variable holds.
  tf.engine().trackTensor(variable, backend);
  return {
    variable,
    dtype,
    placeholder,
    isAssigned: () => variable.dataId !== lentId,
    giveBack: () => {
      tf.engine().disposeTensor(variable);
      variable.dataId = dataId;
    },
  };
}
