import type { RunFolder } from '../results/folder.ts';
import type { OpenModel } from './competitors.ts';
import type { History } from './history.ts';
import type { Host } from './host.ts';
import type { Prepared } from './prepare.ts';

/** Says, before anything is sent, where the run is kept, which hosts will be called, and what the dataset's check noticed. */
export function announce(prepared: Prepared, folder: RunFolder, history: History, host: Host): void {
  const { summary, models, run, budget } = prepared;
  for (const warning of summary.warnings)
    host.progress.note(`warning: ${run.dataset.name ?? run.dataset.path}: ${warning}`);
  for (const [name, ids] of hosts(prepared)) host.progress.note(`calls ${name}: ${ids.join(', ')}`);

  if (prepared.unjudged > 0) host.progress.note(unjudgedLine(prepared.unjudged));
  if (budget) host.progress.note(`budget $${budget.cap}: each request reserves its worst case first`);
  host.progress.note(`run ${folder.shown}`);
  const total = summary.tasks * run.repeats;
  host.progress.start(models.map(({ id }) => ({ model: id, total, done: history.answered(id) })));
}

function unjudgedLine(tasks: number): string {
  const what = tasks === 1 ? '1 task needs' : `${tasks} tasks need`;
  return `warning: ${what} a judge and none is configured: no verdict. Add a judge block; bench rescore --judge then grades the answers`;
}

/** Identities of the models whose answers are bought, and so worth looking for in earlier runs. */
export function sentIdentities({ models }: Prepared): ReadonlySet<string> {
  return new Set(models.filter(isSent).map((model) => model.spec.identity));
}

function isSent(model: OpenModel): boolean {
  return model.spec.provider === 'openai';
}

function hosts({ models, providers, judging }: Prepared): ReadonlyMap<string, readonly string[]> {
  const byHost = new Map<string, string[]>();
  for (const model of models.filter(isSent)) {
    const name = providers.opened.get(model.id)?.host ?? '';
    byHost.set(name, [...(byHost.get(name) ?? []), model.id]);
  }
  for (const { spec, opened } of judging && judging.tasks.size > 0 ? judging.judges : [])
    byHost.set(opened.host, [...(byHost.get(opened.host) ?? []), `judge ${spec.id}`]);
  return byHost;
}
