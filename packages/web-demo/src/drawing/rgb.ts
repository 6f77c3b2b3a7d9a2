/** The three numbers, 0..255, of a colour as browsers write computed ones: `rgb(1, 2, 3)`. */
export const rgb = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
