import type { Complaint } from './complaint.ts';
import { shown } from './complaint.ts';
import { compileTemplate, TemplateSyntaxError } from './template.ts';

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const EXPANSION = /^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$/;
const SECRET_QUERY = /key|token|secret|password|sig/i;

/** Complains of anything but the name of an environment variable; never shows the value, which may be the secret itself. */
export function envNameComplaint(value: string): Complaint | undefined {
  if (ENV_NAME.test(value)) return undefined;
  const named = EXPANSION.exec(value)?.[1];
  const hint =
    named === undefined
      ? 'export the key under a name, such as OPENAI_API_KEY, and write that name here'
      : `write the name alone: ${named}`;
  return { message: 'must be the name of an environment variable', hint };
}

/** Complains of text that is no http(s) URL, or one that carries credentials. */
export function urlComplaint(value: string): Complaint | undefined {
  if (value.includes('${')) return { message: 'variables are not expanded here', hint: 'write the URL out' };
  if (!/^https?:\/\//i.test(value))
    return { message: `${shown(value)} is not a URL`, hint: 'start it with https:// (or http:// on your own machine)' };
  if (!URL.canParse(value)) return { message: `${shown(value)} is not a URL` };
  const url = new URL(value);
  const inQuery = [...url.searchParams.keys()].some((key) => SECRET_QUERY.test(key));
  if (url.username === '' && url.password === '' && !inQuery) return undefined;
  return {
    message: 'holds credentials',
    hint: 'put them into an environment variable and name it: api_key_env: NAME (or headers_env)',
  };
}

/** Complains of anything but a host with an optional port. */
export function hostComplaint(value: string): Complaint | undefined {
  const url = URL.canParse(`http://${value}`) ? new URL(`http://${value}`) : undefined;
  if (url !== undefined && /^(\[[\da-f:.]+\]|[^\s/:?#@[\]]+)(:\d+)?$/i.test(value)) return undefined;
  const inside = URL.canParse(value) ? new URL(value).host : '';
  return {
    message: `${shown(value)} is not a host`,
    hint: inside === '' ? 'such as api.openai.com or localhost:8000' : `write ${inside}`,
  };
}

/** Complains of anything but a day of the calendar as YYYY-MM-DD. */
export function isoDateComplaint(value: string): Complaint | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return undefined;
  return { message: `${shown(value)} is not a date`, hint: 'write it as YYYY-MM-DD' };
}

/** Complains of a template that does not compile. */
export function templateComplaint(value: string): Complaint | undefined {
  try {
    compileTemplate(value);
    return undefined;
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    return {
      message: `the template ${error.message}`,
      hint: 'columns are written {{column}}; a literal {{ is written {{{{',
    };
  }
}
