import { readMnist } from '@mnist-adder/dataset/node';
import { findRecipe } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { measureTraining } from './measure-training.js';

/** Steps that are timed. */
const STEPS = 100;

// Measures one recipe, in a process of its own so that its memory is its own.
tf.enableProdMode();
await tf.setBackend('cpu');
const recipe = findRecipe(process.argv[2] ?? '');
if (recipe === undefined) throw new Error(`There is no recipe ${process.argv[2] ?? ''}.`);
const { train } = await readMnist();
process.stdout.write(JSON.stringify(await measureTraining(recipe, train, STEPS)));
