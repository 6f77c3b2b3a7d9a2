import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { useSignal } from '@preact/signals';
import { FeatureMap } from '../machine/feature-map.js';
import { mapsOf } from '../machine/layer-maps.js';
import { HALVES, type Damage, type Half } from '../prediction/damage.js';
import { switchedLayer } from '../prediction/channel-switch.js';
import { answer, damage, isBroken, parts, repair, switchedOff } from '../state/state.js';

/** Damages the image and the network, so that people see in the machine above how much both can bear. */
export function BreakPanel() {
  const done = damage.value;
  return (
    <div class="break">
      <p class="note">
        How much can the network bear? Damage the image before it is read, or switch off some of the network’s channels,
        and watch the wires above.
      </p>
      <div class="tools">
        <button type="button" class="primary" disabled={!isBroken.value} onClick={repair}>
          Repair everything
        </button>
      </div>
      <div class="two-columns">
        <ImageDamage done={done} />
        <Channels />
      </div>
    </div>
  );
}

interface Amount {
  readonly name: 'noise' | 'rotation' | 'right' | 'down';
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly say: (value: number) => string;
}

const pixels = (value: number) => `${value} ${Math.abs(value) === 1 ? 'pixel' : 'pixels'}`;

const AMOUNTS: readonly Amount[] = [
  {
    name: 'noise',
    title: 'Noise',
    min: 0,
    max: 1,
    step: 0.02,
    say: (value) => `${Math.round(100 * value)} % of full ink`,
  },
  { name: 'rotation', title: 'Rotation', min: -180, max: 180, step: 5, say: (value) => `${value}°` },
  { name: 'right', title: 'Shift to the right', min: -IMAGE_SIDE / 2, max: IMAGE_SIDE / 2, step: 1, say: pixels },
  { name: 'down', title: 'Shift down', min: -IMAGE_SIDE / 2, max: IMAGE_SIDE / 2, step: 1, say: pixels },
];

const HALF_NAMES: Readonly<Record<Half, string>> = {
  none: 'nothing',
  left: 'left half',
  right: 'right half',
  top: 'top half',
  bottom: 'bottom half',
};

function ImageDamage({ done }: { readonly done: Damage }) {
  return (
    <section aria-labelledby="image-damage">
      <h3 id="image-damage">The image</h3>
      {AMOUNTS.map(({ name, title, min, max, step, say }) => (
        <label key={name} class="amount">
          <span>{title}</span> <span class="value">{say(done[name])}</span>
          <input
            type="range"
            min={min}
            max={max}
            step={step}
            value={done[name]}
            aria-valuetext={say(done[name])}
            onInput={({ currentTarget }) => {
              damage.value = { ...damage.value, [name]: currentTarget.valueAsNumber };
            }}
          />
        </label>
      ))}
      <fieldset class="halves">
        <legend>Erase</legend>
        {HALVES.map((half) => (
          <label key={half} class="segment">
            <input
              type="radio"
              name="erased"
              checked={done.erased === half}
              onChange={() => {
                damage.value = { ...damage.value, erased: half };
              }}
            />
            <span>{HALF_NAMES[half]}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}

/** The channels of a stage as switches, each with its map. */
function Channels() {
  const chosen = useSignal('stage-1');
  const stages = parts.value?.stages ?? [];
  const stage = stages.find(({ id }) => id === chosen.value) ?? stages[0];
  if (stage === undefined) return null;
  const layers = stage.outputs.map(switchedLayer);
  const channels = stage.outputs.flatMap((output, i) => {
    const activation = answer.value?.layers.get(output);
    return activation === undefined
      ? []
      : mapsOf(separate(activation)).map((map, channel) => ({ layer: layers[i]!, channel, map }));
  });
  const isOff = (layer: string, channel: number) => switchedOff.value[layer]?.includes(channel) ?? false;
  const count = channels.filter(({ layer, channel }) => isOff(layer, channel)).length;
  const setAll = (belongs: (index: number) => boolean) => {
    const off = layers.map((layer) => {
      const own = channels.flatMap((item, index) => (item.layer === layer && belongs(index) ? [item.channel] : []));
      return [layer, own] as const;
    });
    switchedOff.value = { ...switchedOff.value, ...Object.fromEntries(off) };
  };
  return (
    <section aria-labelledby="channels">
      <h3 id="channels">The network</h3>
      <div class="tools">
        <label>
          Channels of{' '}
          <select
            value={stage.id}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value;
            }}
          >
            {stages.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => {
            setAll((index) => index % 2 === 0);
          }}
        >
          Every second off
        </button>
        <button
          type="button"
          onClick={() => {
            setAll(() => true);
          }}
        >
          All off
        </button>
        <button
          type="button"
          onClick={() => {
            setAll(() => false);
          }}
        >
          All on
        </button>
      </div>
      <p class="note" role="status">
        {channels.length === 0
          ? 'Draw a digit to see its channels.'
          : `${count} of ${channels.length} channels are off.`}
      </p>
      <div class="switches">
        {channels.map(({ layer, channel, map }, i) => (
          <button
            key={`${layer} ${channel}`}
            type="button"
            class="map"
            aria-pressed={!isOff(layer, channel)}
            aria-label={`Channel ${i + 1}`}
            onClick={() => {
              const others = (switchedOff.value[layer] ?? []).filter((other) => other !== channel);
              const off = isOff(layer, channel) ? others : [...others, channel];
              switchedOff.value = { ...switchedOff.value, [layer]: off };
            }}
          >
            <FeatureMap map={map} label={`Channel ${i + 1}`} />
          </button>
        ))}
      </div>
    </section>
  );
}

/** A vector as maps of one number each, so that each can be switched off. */
const separate = ({ shape, values }: { readonly shape: readonly number[]; readonly values: Float32Array }) => ({
  shape: shape.length === 1 ? [1, 1, shape[0]!] : shape,
  values,
});
