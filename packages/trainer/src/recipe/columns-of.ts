import type { AdderSpec } from '@mnist-adder/model';

/** How many columns a network's backbone has: one where it knows of none. */
export const columnsOf = ({ backbone }: Pick<AdderSpec, 'backbone'>): number =>
  'columns' in backbone ? backbone.columns : 1;
