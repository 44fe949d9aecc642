import type { MovedShare, Report, ReportFinding, SegmentShare, Share } from '../analysis/report_types.ts';

type Mapping = (text: string) => string;

/** The report with every text that came from outside (ids, models, segments, paths) put through `safe`, once and here; numbers and order untouched. */
export function withSafeTexts(report: Report, safe: Mapping): Report {
  const { run, headline, frontier } = report;
  return {
    format: report.format,
    run: {
      ...run,
      id: safe(run.id),
      dataset: safe(run.dataset),
      ...(run.scorers === undefined ? {} : { scorers: run.scorers.map(safe) }),
      reference: safe(run.reference),
      models: run.models.map(safe),
      segments: run.segments.map(safe),
    },
    headline: { ...headline, candidate: headline.candidate === null ? null : safe(headline.candidate) },
    standings: report.standings.map((standing) => ({ ...standing, model: safe(standing.model) })),
    frontier: {
      ...frontier,
      points: frontier.points.map((point) => ({ ...point, model: safe(point.model) })),
      pareto: frontier.pareto.map(safe),
      hull: frontier.hull.map(safe),
    },
    shares: report.shares.map((share) => safeShare(share, safe)),
    findings: report.findings.map((finding) => safeFinding(finding, safe)),
  };
}

function safeShare(share: Share, safe: Mapping): Share {
  return {
    ...share,
    candidate: safe(share.candidate),
    reference: safe(share.reference),
    certified: safeMoved(share.certified, safe),
    certified_random: safeMoved(share.certified_random, safe),
    estimate: safeMoved(share.estimate, safe),
    segment: safeSegments(share.segment, safe),
  };
}

function safeMoved(moved: MovedShare | null, safe: Mapping): MovedShare | null {
  if (moved === null) return null;
  return { ...moved, segments: moved.segments.map((move) => ({ ...move, segment: safe(move.segment) })) };
}

function safeSegments(segment: SegmentShare, safe: Mapping): SegmentShare {
  return { ...segment, segments: segment.segments.map(safe) };
}

/** Findings are flat: codes are ours, every other text in them is somebody else's. */
function safeFinding(finding: ReportFinding, safe: Mapping): ReportFinding {
  const fields = Object.entries(finding).map(([key, value]) => [
    key,
    key !== 'code' && typeof value === 'string' ? safe(value) : value,
  ]);
  return Object.fromEntries(fields) as ReportFinding;
}
