/** The few functions of jstat (which ships no types) that are used here. */
declare module 'jstat' {
  interface JStat {
    readonly normal: {
      cdf(x: number, mean: number, sd: number): number;
      inv(p: number, mean: number, sd: number): number;
    };
    readonly studentt: { cdf(x: number, df: number): number; inv(p: number, df: number): number };
    readonly beta: { inv(p: number, alpha: number, beta: number): number };
    ibeta(x: number, alpha: number, beta: number): number;
  }
  const jStat: JStat;
  // biome-ignore lint/style/noDefaultExport: jstat is CommonJS, its exports object is what `import` sees as default.
  export default jStat;
}
