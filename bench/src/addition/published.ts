/** What a system reached in MNIST addition, as published. */
export interface PublishedAddition {
  readonly system: string;
  readonly source: string;
  /** Accuracies in per cent, by how many digits a number has. */
  readonly accuracies: Readonly<Partial<Record<number, string>>>;
}

export const PUBLISHED: readonly PublishedAddition[] = [
  {
    system: 'DeepProbLog',
    source: 'Manhaeve et al. 2018; the figure from Winters et al. 2022',
    accuracies: { 1: '97.2' },
  },
  { system: 'DeepStochLog', source: 'Winters et al. 2022', accuracies: { 1: '97.9' } },
  { system: 'ABL', source: 'ABLkit, in 47 s', accuracies: { 1: '98.1' } },
  { system: 'A-NeSI', source: 'van Krieken et al. 2023', accuracies: { 2: '96.4', 4: '92.7', 15: '75.9' } },
];
