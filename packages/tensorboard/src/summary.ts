import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { ValueSchema } from '@bufbuild/protobuf/wkt';
import { histogram, type Numbers } from './histogram.js';
import { flattenSettings, type Setting } from './settings.js';
import {
  DataClass,
  DataType,
  HParamsPluginDataSchema,
  LayoutSchema,
  Summary_ValueSchema,
  SummaryMetadataSchema,
  SummarySchema,
  TensorProtoSchema,
  TensorShapeProtoSchema,
  type Summary,
  type Summary_Value,
  type SummaryMetadata,
} from './tensorboard_pb.js';

/** What TensorBoard shows for a step, by kind and tag. Tags with a common part before a `/` form a group. */
export interface EventValues {
  /** Numbers, on the page Scalars: `{ 'train/loss': 0.25 }`. */
  readonly scalars?: Readonly<Record<string, number>> | undefined;
  /** The distributions of values, on the pages Histograms and Distributions: `{ 'dense/kernel': weights }`. */
  readonly histograms?: Readonly<Record<string, Numbers>> | undefined;
  /** Images, on the page Images. */
  readonly images?: Readonly<Record<string, PngImage>> | undefined;
  /** Markdown, on the page Text. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
  /** The settings of the run, on the page HParams, which compares runs. They may be nested. A file should have them once. */
  readonly hparams?: object | undefined;
  /** Which tags share a chart on the page Custom scalars. The page Scalars has a chart for each tag. */
  readonly layout?: readonly ChartCategory[] | undefined;
}

/** An image as a PNG file. */
export interface PngImage {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** The bytes of the PNG file. */
  readonly png: Uint8Array;
  /** A text that TensorBoard shows with the image, in Markdown. Default: none. */
  readonly description?: string | undefined;
}

/** A group of charts on the page Custom scalars. */
export interface ChartCategory {
  /** The group's title. */
  readonly title: string;
  /** The group's charts, in order. */
  readonly charts: readonly {
    /** The chart's title. */
    readonly title: string;
    /** Regular expressions: the chart has a line for each tag that one of them matches. */
    readonly tags: readonly string[];
  }[];
}

// Values have the form that TensorFlow 2 writes: a tensor, with the plugin that shows it. Each plugin wants tensors of its own kind.
const SCALAR = metadata('scalars', DataClass.SCALAR);
const HISTOGRAM = metadata('histograms', DataClass.TENSOR);
const TEXT = metadata('text', DataClass.TENSOR);
const NO_DIMENSIONS = create(TensorShapeProtoSchema);

/**
 * Makes the function that turns the values of one file's events into messages, in the order of the events.
 *
 * @param startSeconds when the run began, in seconds since 1970.
 */
export function createSummaryEncoder(startSeconds: number): (values: EventValues) => Summary {
  // TensorBoard needs to know how to show a scalar only once.
  const known = new Set<string>();
  const scalarValue = (tag: string, value: number) => {
    const isKnown = known.has(tag);
    known.add(tag);
    const tensor = { dtype: DataType.DT_FLOAT, tensorShape: NO_DIMENSIONS, floatVal: [value] };
    return summaryValue(tag, isKnown ? undefined : SCALAR, tensor);
  };
  return ({ scalars = {}, histograms = {}, images = {}, texts = {}, hparams, layout }) =>
    create(SummarySchema, {
      value: [
        ...Object.entries(scalars).map(([tag, value]) => scalarValue(tag, value)),
        ...Object.entries(histograms).map(([tag, value]) => histogramValue(tag, value)),
        ...Object.entries(images).map(([tag, value]) => imageValue(tag, value)),
        ...Object.entries(texts).map(([tag, value]) => textValue(tag, value)),
        ...(hparams === undefined ? [] : [hparamsValue(flattenSettings(hparams), startSeconds)]),
        ...(layout === undefined ? [] : [layoutValue(layout)]),
      ],
    });
}

function histogramValue(tag: string, values: Numbers): Summary_Value {
  const buckets = histogram(values);
  return summaryValue(tag, HISTOGRAM, {
    dtype: DataType.DT_DOUBLE,
    tensorShape: { dim: [{ size: BigInt(buckets.length / 3) }, { size: 3n }] },
    tensorContent: littleEndian(buckets),
  });
}

function imageValue(tag: string, { width, height, png, description = '' }: PngImage): Summary_Value {
  return summaryValue(tag, metadata('images', DataClass.BLOB_SEQUENCE, { description }), {
    dtype: DataType.DT_STRING,
    tensorShape: { dim: [{ size: 3n }] },
    stringVal: [utf8(String(width)), utf8(String(height)), png],
  });
}

function textValue(tag: string, markdown: string): Summary_Value {
  return summaryValue(tag, TEXT, {
    dtype: DataType.DT_STRING,
    tensorShape: NO_DIMENSIONS,
    stringVal: [utf8(markdown)],
  });
}

function layoutValue(categories: readonly ChartCategory[]): Summary_Value {
  const layout = create(LayoutSchema, {
    category: categories.map(({ title, charts }) => ({
      title,
      chart: charts.map((chart) => ({ title: chart.title, multiline: { tag: [...chart.tags] } })),
    })),
  });
  return summaryValue('custom_scalars__config__', metadata('custom_scalars', DataClass.TENSOR), {
    dtype: DataType.DT_STRING,
    tensorShape: NO_DIMENSIONS,
    stringVal: [toBinary(LayoutSchema, layout)],
  });
}

function hparamsValue(settings: readonly Setting[], startSeconds: number): Summary_Value {
  const hparams = Object.fromEntries(
    settings.map(([name, value]) => [name, create(ValueSchema, { kind: kindOf(value) })]),
  );
  const data = create(HParamsPluginDataSchema, { sessionStartInfo: { hparams, startTimeSecs: startSeconds } });
  const content = toBinary(HParamsPluginDataSchema, data);
  return summaryValue('_hparams_/session_start_info', metadata('hparams', DataClass.TENSOR, { content }), {
    dtype: DataType.DT_FLOAT,
    tensorShape: { dim: [{ size: 0n }] },
  });
}

function kindOf(value: Setting[1]) {
  switch (typeof value) {
    case 'number':
      return { case: 'numberValue', value } as const;
    case 'boolean':
      return { case: 'boolValue', value } as const;
    default:
      return { case: 'stringValue', value } as const;
  }
}

function metadata(
  pluginName: string,
  dataClass: DataClass,
  { description = '', content = new Uint8Array() }: { description?: string; content?: Uint8Array } = {},
): SummaryMetadata {
  return create(SummaryMetadataSchema, {
    pluginData: { pluginName, content },
    dataClass,
    summaryDescription: description,
  });
}

function summaryValue(
  tag: string,
  shownBy: SummaryMetadata | undefined,
  tensor: MessageInitShape<typeof TensorProtoSchema>,
): Summary_Value {
  return create(Summary_ValueSchema, { tag, tensor: create(TensorProtoSchema, tensor), metadata: shownBy });
}

const encoder = new TextEncoder();
const utf8 = (text: string) => encoder.encode(text);

function littleEndian(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true);
  return bytes;
}
