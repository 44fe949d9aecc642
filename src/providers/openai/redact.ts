const HIDDEN = '[redacted]';
/** Shorter values are words ("none", "ollama"), not secrets; hiding them would make messages unreadable. */
const SHORTEST_SECRET = 8;
/** In answers only unmistakable keys are hidden: an answer must not change because a password is an English word. */
const SHORTEST_IN_ANSWER = 16;
const KEY_LIKE = /\b(?:sk|pk|rk|gsk|xai|fw)[-_][A-Za-z0-9_*-]{8,}/g;
/** Longest piece of remote text in a message, in characters. */
const MESSAGE_LENGTH = 300;

/** Replaces every secret in its plain, URL-encoded, base64 and JSON-escaped form, and everything that looks like an API key. */
export function redact(text: string, secrets: readonly string[]): string {
  return hide(text, secrets, SHORTEST_SECRET).replace(KEY_LIKE, HIDDEN);
}

/** Replaces the secrets' own values in a model's answer, and nothing that merely looks like one. */
export function redactAnswer(text: string, secrets: readonly string[]): string {
  return hide(text, secrets, SHORTEST_IN_ANSWER);
}

/** Remote text fit for a message: redacted, one line, control and bidi characters escaped, at most `length` characters. */
export function excerpt(text: string, secrets: readonly string[], length = MESSAGE_LENGTH): string {
  // Redact before cutting, or half a key survives; but never scan megabytes for a line of 300 characters.
  const clean = redact(text.slice(0, 10_000), secrets).trim();
  const shown = escapeControls(clean.slice(0, length));
  return shown.length > length || clean.length > length ? `${shown.slice(0, length - 1)}…` : shown;
}

function hide(text: string, secrets: readonly string[], shortest: number): string {
  let hidden = text;
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    for (const form of forms(secret)) if (hidden.includes(form)) hidden = hidden.replaceAll(form, HIDDEN);
  }
  return hidden;
}

function forms(secret: string): readonly string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const all = [
    secret,
    encodeURIComponent(secret),
    base64,
    base64.replace(/=+$/, ''),
    JSON.stringify(secret).slice(1, -1),
  ];
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (char) => {
    if (char === '\n') return '\\n';
    const code = char.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
