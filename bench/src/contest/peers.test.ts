import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findPeers, peerContestant, PREDICTION_PEERS, TRAINING_PEERS } from './peers.js';

test('a peer whose package is not installed is absent, with the command that installs it', () => {
  const { present, absent } = findPeers(TRAINING_PEERS, ['torch']);
  expect(present.map(({ name }) => name)).toEqual(['pytorch', 'pytorch-channels-last']);
  expect(absent).toMatchObject([{ name: 'keras', kind: 'peer' }]);
  expect(absent[0]!.reason).toContain('pip install -r bench/peers/requirements.txt');
});

test('one that runs in Node is always there', () => {
  expect(findPeers(PREDICTION_PEERS, []).present.map(({ name }) => name)).toEqual(['onnxruntime-node']);
});

test.each([...TRAINING_PEERS, ...PREDICTION_PEERS])('$name has its script', (peer) => {
  const { args } = peerContestant(peer, ['folder', '2', '1'], 256);
  expect(existsSync(args[0]!)).toBe(true);
  expect(args.slice(1)).toEqual(['folder', '2', '1', ...(peer.flags ?? [])]);
});
