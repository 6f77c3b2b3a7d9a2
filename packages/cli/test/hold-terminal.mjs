// Runs a program in this terminal, says at the end what its exit code was, and then keeps the terminal until a key is pressed: a
// pseudo-terminal that is closed may lose what nobody has read of it yet.
import { spawn } from 'node:child_process';
import process from 'node:process';

const [marker, ...args] = process.argv.slice(2);
// Ctrl-C is for the program.
process.on('SIGINT', () => undefined);
spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => {
  process.stdout.write(`${marker}${code}\n`);
  process.stdin.once('data', () => process.exit());
});
