/** A name, with a number behind it if it is taken. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  let number = 2;
  while (taken(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
