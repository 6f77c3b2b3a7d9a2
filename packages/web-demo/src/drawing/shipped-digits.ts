import digits from 'virtual:shipped-digits';

/** The images of MNIST that come with the page. */
export interface ShippedDigits {
  /** Test images to try: a gzipped IDX file below the page, and what each shows. */
  readonly samples: { readonly path: string; readonly labels: readonly number[] };
  /** What to train on: two gzipped IDX files, where they are from, and the SHA-256 of each of MNIST's. */
  readonly train: {
    readonly images: string;
    readonly labels: string;
    /** What the two weigh together. */
    readonly sizeBytes: number;
    readonly source: string;
    readonly digests: Readonly<Record<string, string>>;
  };
}

export const SHIPPED_DIGITS = digits as ShippedDigits;
