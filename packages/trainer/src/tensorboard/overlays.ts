import { layoutValue, type SummaryValue } from '@mnist-adder/tensorboard';

/**
 * The charts of the page Custom scalars: training and validation in one, which the page Scalars, where a chart has one tag, shows side by
 * side.
 */
export function overlays(adds: boolean): SummaryValue {
  const chart = (title: string, name: string, groups: readonly string[]) => ({
    title,
    tags: groups.map((group) => `^${group}/${name}$`),
  });
  const [all, epochs] = [
    ['step', 'train', 'validation'],
    ['train', 'validation'],
  ];
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
