import type { NetworkLayer, OpenNetwork } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import { CHANNEL_SWITCH, switchOf, type SwitchedOff } from './channel-switch.js';

/** A network in which some channels are zero, by a layer behind each layer that they are channels of. */
export function withChannelsOff(network: OpenNetwork, off: SwitchedOff): OpenNetwork {
  const isSwitched = ({ name }: { readonly name: string }) => (off[name]?.length ?? 0) > 0;
  const redirected = (layer: NetworkLayer): NetworkLayer => ({
    ...layer,
    inboundNodes: layer.inboundNodes.map(({ inboundLayers }) => ({
      inboundLayers: inboundLayers.map((input) => (isSwitched(input) ? { name: switchOf(input.name) } : input)),
    })),
  });
  return {
    ...network,
    layers: network.layers.flatMap((layer) =>
      isSwitched(layer) ? [redirected(layer), channelSwitch(layer.name, off[layer.name]!)] : [redirected(layer)],
    ),
  };
}

function channelSwitch(layer: string, off: readonly number[]): NetworkLayer {
  return {
    name: switchOf(layer),
    weights: [],
    inboundNodes: [{ inboundLayers: [{ name: layer }] }],
    getClassName: () => CHANNEL_SWITCH,
    getConfig: () => ({ off }),
    call(inputs) {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const channels = x.shape.at(-1)!;
      return tf.mul(
        x,
        tf.tensor1d(Float32Array.from({ length: channels }, (_, channel) => Number(!off.includes(channel)))),
      );
    },
  };
}
