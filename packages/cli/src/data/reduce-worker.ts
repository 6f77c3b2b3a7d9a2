// Runs on threads of its own.
export { reducePicture as default } from './reduce-picture.js';
