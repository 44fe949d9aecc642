import type { Report } from '../analysis/report_types.ts';
import type { Paint } from './paint.ts';

/** The parts of a report that can be asked for alone. */
export const REPORT_SECTIONS = ['share'] as const;
export type ReportSection = (typeof REPORT_SECTIONS)[number];

export interface RenderOptions {
  /** Columns of the terminal; data formats ignore it. */
  readonly width: number;
  readonly color: Paint;
  /** False: ASCII marks only. Untrusted text is shown as it is either way. */
  readonly unicode: boolean;
  /** Every model, candidate, segment and warning, however many lines that takes. */
  readonly full?: boolean;
  /** Only this part of the report, whole. */
  readonly section?: ReportSection;
}

/** A report as text that ends with a newline; the same report and options give the same bytes. */
export type Renderer = (report: Report, options: RenderOptions) => string;

/** What shows the rest: a report printed again, for whoever ran or imported something would otherwise do that twice. */
export const SHOW_ALL = 'bench report --full';
