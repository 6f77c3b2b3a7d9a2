import { create, toBinary } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { ValueSchema } from '@bufbuild/protobuf/wkt';
import { histogram } from './histogram.js';
import type { Setting } from './settings.js';
import {
  DataClass,
  DataType,
  HParamsPluginDataSchema,
  LayoutSchema,
  Summary_ValueSchema,
  SummaryMetadataSchema,
  TensorProtoSchema,
  TensorShapeProtoSchema,
} from './tensorboard_pb.js';
import type { Summary_Value, SummaryMetadata } from './tensorboard_pb.js';

/**
 * A value of a tag, in the form that TensorFlow 2 writes: a tensor, with what TensorBoard has to know to show it. Its pages for scalars,
 * histograms, images and texts each want a tensor of their own kind.
 */
export type { Summary_Value as SummaryValue };

const SCALAR = metadata('scalars', DataClass.SCALAR);
const HISTOGRAM = metadata('histograms', DataClass.TENSOR);
const TEXT = metadata('text', DataClass.TENSOR);
const NO_DIMENSIONS = create(TensorShapeProtoSchema);

/**
 * A number, on the page Scalars.
 *
 * @param isFirst of its tag in the file: the others need not say again how they are shown.
 */
export function scalarValue(tag: string, value: number, isFirst: boolean): Summary_Value {
  const tensor = { dtype: DataType.DT_FLOAT, tensorShape: NO_DIMENSIONS, floatVal: [value] };
  return summaryValue(tag, isFirst ? SCALAR : undefined, tensor);
}

/** How values are distributed, on the pages Histograms and Distributions. */
export function histogramValue(tag: string, values: Float32Array): Summary_Value {
  const buckets = histogram(values);
  return summaryValue(tag, HISTOGRAM, {
    dtype: DataType.DT_DOUBLE,
    tensorShape: { dim: [{ size: BigInt(buckets.length / 3) }, { size: 3n }] },
    tensorContent: littleEndian(buckets),
  });
}

/** An image, on the page Images. */
export function imageValue(
  tag: string,
  { width, height, png }: { width: number; height: number; png: Uint8Array },
  description: string,
): Summary_Value {
  const shown = metadata('images', DataClass.BLOB_SEQUENCE, { description });
  return summaryValue(tag, shown, {
    dtype: DataType.DT_STRING,
    tensorShape: { dim: [{ size: 3n }] },
    stringVal: [utf8(String(width)), utf8(String(height)), png],
  });
}

/** Markdown, on the page Text. */
export function textValue(tag: string, markdown: string): Summary_Value {
  return summaryValue(tag, TEXT, {
    dtype: DataType.DT_STRING,
    tensorShape: NO_DIMENSIONS,
    stringVal: [utf8(markdown)],
  });
}

/** Which tags share a chart, on the page Custom scalars. A tag is a regular expression. */
export function layoutValue(
  categories: readonly { title: string; charts: readonly { title: string; tags: readonly string[] }[] }[],
): Summary_Value {
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

/** The settings of the run, on the page HParams, which compares runs. */
export function settingsValue(settings: readonly Setting[], startSeconds: number): Summary_Value {
  const hparams = Object.fromEntries(
    settings.map(([name, value]) => [name, create(ValueSchema, { kind: kindOf(value) })]),
  );
  const data = create(HParamsPluginDataSchema, { sessionStartInfo: { hparams, startTimeSecs: startSeconds } });
  const content = toBinary(HParamsPluginDataSchema, data);
  const shown = metadata('hparams', DataClass.TENSOR, { content });
  return summaryValue('_hparams_/session_start_info', shown, {
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
  shown: SummaryMetadata | undefined,
  tensor: MessageInitShape<typeof TensorProtoSchema>,
): Summary_Value {
  return create(Summary_ValueSchema, {
    ...{ tag, tensor: create(TensorProtoSchema, tensor) },
    ...(shown && { metadata: shown }),
  });
}

const encoder = new TextEncoder();
const utf8 = (text: string) => encoder.encode(text);

function littleEndian(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true);
  return bytes;
}
