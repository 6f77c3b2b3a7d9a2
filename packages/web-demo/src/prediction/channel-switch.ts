/** The channels that are switched off, by the names of the layers that they are channels of. */
export type SwitchedOff = Readonly<Record<string, readonly number[]>>;

/** The class of the layers that switch channels off. */
export const CHANNEL_SWITCH = 'ChannelSwitch';

/** The name of the layer that switches off channels of another one. */
export const switchOf = (layer: string): string => `${layer}_switch`;

/** The layer that a switch belongs to; the name itself if it is none. */
export const switchedLayer = (name: string): string => name.replace(/_switch$/, '');
