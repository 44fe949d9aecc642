type Env = Readonly<Record<string, string | undefined>>;

/** A secret found in a text: what and where, counted in UTF-16 units from 0. */
export interface FoundSecret {
  readonly value: string;
  readonly offset: number;
  /** The environment variable that holds the same value. */
  readonly env?: string;
}

// Documented prefixes of API keys: OpenAI, Anthropic, OpenRouter, DeepSeek (sk-), Groq (gsk_), xAI (xai-), Google (AIza), Hugging Face (hf_),
// Fireworks (fw_), NVIDIA (nvapi-), AWS Bedrock (ABSK), GitHub (ghp_, github_pat_). At least 16 more characters, so that words do not match.
const KEY = /(?<![A-Za-z0-9_-])(?:sk-|gsk_|xai-|AIza|hf_|fw_|nvapi-|ABSK|ghp_|github_pat_)[A-Za-z0-9_-]{16,}/g;
const SECRET_NAME = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/i;
const SHORTEST_SECRET = 12;

/** Keys in a config file, comments included: by their form, or because an environment variable named like a secret holds the same. */
export function findSecrets(text: string, env: Env): readonly FoundSecret[] {
  const byForm = [...text.matchAll(KEY)].map((match) => ({ value: match[0], offset: match.index }));
  const byValue = Object.entries(env).flatMap(([name, value]) => occurrence(text, name, value));
  return [...byValue, ...byForm.filter(({ offset }) => !byValue.some((found) => found.offset === offset))];
}

function occurrence(text: string, env: string, value: string | undefined): readonly FoundSecret[] {
  if (value === undefined || value.length < SHORTEST_SECRET || !SECRET_NAME.test(env)) return [];
  const offset = text.indexOf(value);
  return offset < 0 ? [] : [{ value, offset, env }];
}

/** The text with every found secret masked. */
export function masked(text: string, secrets: readonly FoundSecret[]): string {
  return secrets.reduce((result, { value }) => result.replaceAll(value, '[key]'), text);
}
