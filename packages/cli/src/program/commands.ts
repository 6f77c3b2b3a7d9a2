import type { CliCommand } from '../definition/cli-command.js';

/** A command as the program's help lists it. `load` imports the rest of its definition. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly group: string;
  readonly load: () => Promise<CliCommand>;
}

/** All commands, in the order in which people need them. */
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
    summary: 'measure a saved model, and compare it with another one',
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
    summary: 'list what can be trained',
    load: async () => (await import('../commands/recipes/command.js')).recipesCommand(),
  },
  {
    name: 'runs',
    group: 'Files:',
    summary: 'list what was trained, and how good it is',
    load: async () => (await import('../commands/runs/command.js')).runsCommand(),
  },
  {
    name: 'report',
    group: 'Files:',
    summary: 'write and open the report of a run',
    load: async () => (await import('../commands/report/command.js')).reportCommand(),
  },
  {
    name: 'export',
    group: 'Files:',
    summary: 'write a saved model in the format of another runtime',
    load: async () => (await import('../commands/export/command.js')).exportCommand(),
  },
  {
    name: 'data',
    group: 'Files:',
    summary: 'look at the images, and export them',
    load: async () => (await import('../commands/data/command.js')).dataCommand(),
  },
  {
    name: 'backend',
    group: 'This machine:',
    summary: 'list what this machine can train on',
    load: async () => (await import('../commands/backend/command.js')).backendCommand(),
  },
  {
    name: 'doctor',
    group: 'This machine:',
    summary: 'check the installation',
    load: async () => (await import('../commands/doctor/command.js')).doctorCommand(),
  },
  {
    name: 'completion',
    group: 'This machine:',
    summary: 'complete commands, options and names in a shell',
    load: async () => (await import('../commands/completion/command.js')).completionCommand(),
  },
];
