import { layoutValue, type SummaryValue } from '@mnist-adder/tensorboard';

/**
 * The layout of TensorBoard's page Custom scalars: charts with training and validation in one. The page Scalars has a chart for each tag.
 *
 * @param adds whether there are sums.
 */
export function overlays(adds: boolean): SummaryValue {
  const chart = (title: string, name: string, groups: readonly string[]) => ({
    title,
    tags: groups.map((group) => `^${group}/${name}$`),
  });
  const epochs = ['train', 'validation'];
  const all = ['step', ...epochs];
  const outputs = adds ? ['digit', 'sum'] : ['digit'];
  return layoutValue([
    {
      title: 'Steps and epochs',
      charts: [
        chart('Loss', 'loss', all),
        ...outputs.map((output) => chart(`Accuracy of the ${output}`, `${output}_accuracy`, all)),
      ],
    },
    {
      title: 'Epochs',
      charts: [
        ...outputs.map((output) => chart(`Loss of the ${output}`, `${output}_loss`, epochs)),
        ...outputs.map((output) => chart(`Accuracy of the ${output}`, `${output}_accuracy`, epochs)),
      ],
    },
  ]);
}
