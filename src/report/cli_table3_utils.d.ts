/** The ruler that cli-table3 measures its cells with; it ships no types for it. */
declare module 'cli-table3/src/utils.js' {
  const utils: {
    /** Columns on a terminal of the widest line, colours not counted. */
    strlen(text: string): number;
  };
  // biome-ignore lint/style/noDefaultExport: cli-table3 is CommonJS, its exports object is what `import` sees as default.
  export default utils;
}
