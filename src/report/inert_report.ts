import type { Adaptive } from '../analysis/adaptive/adaptive_types.ts';
import type { ReportFinding } from '../analysis/finding_types.ts';
import type { JudgeRecord, Judging } from '../analysis/judging/judging_types.ts';
import type { Report } from '../analysis/report_types.ts';
import type { SegmentShare, Share } from '../analysis/share_types.ts';
import type { FrontierPoint } from '../analysis/standing_types.ts';
import { safeDetail, safeMoved } from './inert_detail.ts';

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
      points: frontier.points.map((point) => safePoint(point, safe)),
      pareto: frontier.pareto.map(safe),
      hull: frontier.hull.map(safe),
    },
    shares: report.shares.map((share) => safeShare(share, safe)),
    findings: report.findings.map((finding) => safeFinding(finding, safe)),
    judging: report.judging ? safeJudging(report.judging, safe) : null,
    ...(report.adaptive ? { adaptive: safeAdaptive(report.adaptive, safe) } : {}),
    ...(report.detail ? { detail: safeDetail(report.detail, safe) } : {}),
  };
}

function safePoint(point: FrontierPoint, safe: Mapping): FrontierPoint {
  const { beaten_by: beaten } = point;
  return { ...point, model: safe(point.model), beaten_by: beaten === null ? null : { ...beaten, by: safe(beaten.by) } };
}

function safeAdaptive(adaptive: Adaptive, safe: Mapping): Adaptive {
  return {
    ...adaptive,
    courses: adaptive.courses.map((course) => ({ ...course, candidate: safe(course.candidate) })),
    spared: adaptive.spared.map((one) => ({ ...one, model: safe(one.model) })),
    whole: adaptive.whole && { ...adaptive.whole, candidate: safe(adaptive.whole.candidate) },
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
    corrected: share.corrected ? { ...share.corrected, certified: safeMoved(share.corrected.certified, safe) } : null,
  };
}

function safeSegments(segment: SegmentShare, safe: Mapping): SegmentShare {
  return { ...segment, segments: segment.segments.map(safe) };
}

function safeJudging(judging: Judging, safe: Mapping): Judging {
  const { validation } = judging;
  return {
    ...judging,
    rubrics: judging.rubrics.map((rubric) => ({ ...rubric, name: safe(rubric.name), sha256: safe(rubric.sha256) })),
    judges: judging.judges.map((judge) => safeJudge(judge, safe)),
    validation:
      validation === null
        ? null
        : {
            ...validation,
            labelled_at: validation.labelled_at === null ? null : safe(validation.labelled_at),
            by_model: validation.by_model.map((one) => ({ ...one, model: safe(one.model) })),
            by_segment: validation.by_segment.map((one) => ({ ...one, segment: safe(one.segment) })),
          },
  };
}

function safeJudge(judge: JudgeRecord, safe: Mapping): JudgeRecord {
  return {
    ...judge,
    judge: safe(judge.judge),
    model: safe(judge.model),
    served: judge.served.map(safe),
    prompt_hash: safe(judge.prompt_hash),
    same_family: judge.same_family.map(safe),
    probes_passed: judge.probes_passed.map(safe),
  };
}

/** Findings are flat: codes and dollars are ours, every other text in them, alone or in a list, is somebody else's. */
function safeFinding(finding: ReportFinding, safe: Mapping): ReportFinding {
  const ours = (key: string) => key === 'code' || key.endsWith('_usd');
  const fields = Object.entries(finding).map(([key, value]) => [key, ours(key) ? value : safeValue(value, safe)]);
  return Object.fromEntries(fields) as ReportFinding;
}

function safeValue(value: unknown, safe: Mapping): unknown {
  if (Array.isArray(value)) return value.map((one) => safeValue(one, safe));
  return typeof value === 'string' ? safe(value) : value;
}
