import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RECIPE_IDS } from '@mnist-adder/trainer';
import { describeMachine } from '@mnist-adder/trainer/node';
import { trainingMeasurementSchema } from './measurement.js';
import type { Speed } from './measurement.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { writeSpeed } from './speed-file.js';
import { speedText } from './speed-text.js';

const program = fileURLToPath(new URL('./measure-recipe.js', import.meta.url));
const training = RECIPE_IDS.map((id) =>
  trainingMeasurementSchema.parse(JSON.parse(execFileSync(process.execPath, [program, id], { encoding: 'utf8' }))),
);
const speed: Speed = { machine: describeMachine(), training };
writeSpeed(RESULTS_FOLDER, speed);
process.stdout.write(speedText(speed));
