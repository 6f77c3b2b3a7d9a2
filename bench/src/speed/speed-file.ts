import { join } from 'node:path';
import { readJson, writeJson } from '../json-file.js';
import { speedSchema } from './measurement.js';
import type { Speed } from './measurement.js';

const SPEED_FILE = 'speed.json';

export function readSpeed(folder: string): Speed {
  return readJson(join(folder, SPEED_FILE), speedSchema);
}

export function writeSpeed(folder: string, speed: Speed): void {
  writeJson(join(folder, SPEED_FILE), speed);
}
