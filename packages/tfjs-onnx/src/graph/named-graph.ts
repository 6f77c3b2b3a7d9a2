import type { GraphNode, GraphValue } from './graph-node.js';

/** The length of an axis: a number, or the name of a length that only a run of the graph knows. */
export type AxisLength = number | string;

/** Something that a graph takes or gives. */
export interface Port {
  readonly name: string;
  readonly value: GraphValue;
  /** What is said of its shape. */
  readonly shape: readonly AxisLength[];
}

/** A value as something that a graph takes or gives; nothing is said of its shape but what it is. */
export const port = (name: string, value: GraphValue): Port => ({ name, value, shape: value.shape });

/** What a graph takes and gives, by name, and the nodes between. */
export interface NamedGraph {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly GraphNode[];
}
