/** Colours for people; which of them do anything is decided where the stream is known. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const plain = (text: string) => text;

/** No colour at all: pipes, files, NO_COLOR, and every data format. */
export const plainPaint: Paint = { bold: plain, dim: plain, green: plain, yellow: plain, red: plain, cyan: plain };
