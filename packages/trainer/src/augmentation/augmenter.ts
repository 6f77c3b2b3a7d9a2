/** Changes the images of a run's batches at random: a pure function of the settings, the seed, and which batch it is. */
export interface Augmenter {
  /**
   * @param images [n × 784], 0..255. They are the augmenter's from here on: it may move them to another thread, which leaves
   *   the caller's array empty.
   * @param epoch from 0
   * @param index which batch of the epoch, from 0
   * @returns [n × 784], the caller's to keep.
   */
  augment(images: Uint8Array, epoch: number, index: number): Promise<Uint8Array>;
  /** Lets go of what the augmenter holds. Batches that it still works on are rejected, and no more may be asked for. */
  close(): Promise<void>;
}
