/** Red, green and blue, 0..255, of a colour in the form of computed styles: `rgb(1, 2, 3)`. */
export const rgb = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
