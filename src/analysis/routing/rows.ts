import type { SparseVector } from '../text/tf_idf.ts';

/** A matrix of numbers, tasks in rows and what is known of them in columns, that knows how to multiply. */
export interface Rows {
  readonly n: number;
  readonly columns: number;
  /** The matrix times a vector of `columns` numbers. */
  times(vector: Float64Array): Float64Array;
  /** The transposed matrix times a vector of `n` numbers. */
  transposedTimes(vector: Float64Array): Float64Array;
  /** Squared length of every row. */
  squares(): Float64Array;
}

/** One number a row; `Float64Array.from` takes several times as long. */
function each<T>(rows: readonly T[], value: (row: T) => number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = value(rows[i]!);
  return values;
}

/** Rows that are mostly zeros. */
export function sparseRows(columns: number, vectors: readonly SparseVector[]): Rows {
  const n = vectors.length;
  const times = (vector: Float64Array) => each(vectors, (row) => sparseDot(row, vector));
  const transposedTimes = (vector: Float64Array) => {
    const product = new Float64Array(columns);
    for (let i = 0; i < n; i++) {
      const { index, value } = vectors[i]!;
      const factor = vector[i]!;
      for (let at = 0; at < index.length; at++) product[index[at]!]! += factor * value[at]!;
    }
    return product;
  };
  const squares = () => each(vectors, ({ value }) => dot(value, value));
  return { n, columns, times, transposedTimes, squares };
}

/** Rows of which every number counts; all are `columns` long. */
export function denseRows(columns: number, vectors: readonly ArrayLike<number>[]): Rows {
  const n = vectors.length;
  const times = (vector: Float64Array) => each(vectors, (row) => dot(row, vector));
  const transposedTimes = (vector: Float64Array) => {
    const product = new Float64Array(columns);
    for (let i = 0; i < n; i++) {
      const [row, factor] = [vectors[i]!, vector[i]!];
      for (let at = 0; at < columns; at++) product[at]! += factor * row[at]!;
    }
    return product;
  };
  const squares = () => each(vectors, (row) => dot(row, row));
  return { n, columns, times, transposedTimes, squares };
}

/** Sum of products; the lists are equally long. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** Sum of products over the features that a sparse vector has. */
export function sparseDot({ index, value }: SparseVector, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < index.length; at++) sum += value[at]! * weights[index[at]!]!;
  return sum;
}
