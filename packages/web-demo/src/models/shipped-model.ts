import models from 'virtual:shipped-models';

/** How the embedding and the addend come to the answer. */
export type Head = 'exact' | 'concat' | 'stacked';

/** A trained model that comes with the page. */
export interface ShippedModel {
  readonly id: string;
  readonly head: Head;
  /** Where its two files lie, below the page. */
  readonly json: string;
  readonly weights: string;
  readonly parameters: number;
  /** Fractions of the 100,000 test pairs, before its weights were rounded to bytes. */
  readonly digitAccuracy: number;
  readonly sumAccuracy: number;
}

export const SHIPPED_MODELS = models as readonly ShippedModel[];

export const shippedModel = (head: Head): ShippedModel => SHIPPED_MODELS.find((model) => model.head === head)!;
