import type { CliCommand } from './cli-command.js';

/** A command as the help of the program lists it; the rest of its definition is loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly group: string;
  readonly load: () => Promise<CliCommand>;
}

/** All commands, in the order in which people meet them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'train',
    group: 'Networks:',
    summary: 'train a recipe, evaluate the model and save it',
    load: async () => (await import('../commands/train/command.js')).trainCommand(),
  },
  {
    name: 'evaluate',
    group: 'Networks:',
    summary: 'how good a saved model is, and whether another one is better',
    load: async () => (await import('../commands/evaluate/command.js')).evaluateCommand(),
  },
  {
    name: 'predict',
    group: 'Networks:',
    summary: 'read the digit in a picture, and add a number to it',
    load: async () => (await import('../commands/predict/command.js')).predictCommand(),
  },
  {
    name: 'recipes',
    group: 'Networks:',
    summary: 'what there is to train',
    load: async () => (await import('../commands/recipes/command.js')).recipesCommand(),
  },
  {
    name: 'runs',
    group: 'What is on disk:',
    summary: 'what was trained, and how well',
    load: async () => (await import('../commands/runs/command.js')).runsCommand(),
  },
  {
    name: 'report',
    group: 'What is on disk:',
    summary: "make and open a run's report",
    load: async () => (await import('../commands/report/command.js')).reportCommand(),
  },
  {
    name: 'export',
    group: 'What is on disk:',
    summary: 'a saved model in the format of another runtime',
    load: async () => (await import('../commands/export/command.js')).exportCommand(),
  },
  {
    name: 'data',
    group: 'What is on disk:',
    summary: 'look at the images, and take some out',
    load: async () => (await import('../commands/data/command.js')).dataCommand(),
  },
  {
    name: 'backend',
    group: 'This machine:',
    summary: 'what this machine can train on',
    load: async () => (await import('../commands/backend/command.js')).backendCommand(),
  },
  {
    name: 'doctor',
    group: 'This machine:',
    summary: 'whether everything here is as it should be',
    load: async () => (await import('../commands/doctor/command.js')).doctorCommand(),
  },
  {
    name: 'completion',
    group: 'This machine:',
    summary: 'have a shell complete commands, options and names',
    load: async () => (await import('../commands/completion/command.js')).completionCommand(),
  },
];
