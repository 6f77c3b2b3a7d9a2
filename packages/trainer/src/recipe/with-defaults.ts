/** Settings as people write them: only the given names have to be there, and the others have defaults. */
export type WithDefaults<Settings, Given extends keyof Settings> = Pick<Settings, Given> & {
  readonly [Name in Exclude<keyof Settings, Given>]?: Settings[Name] | undefined;
};
