/** Names of the rubrics that ship; each is rubrics/NAME.yaml beside the package's own folders. */
export const SHIPPED_RUBRICS = ['agreement', 'summary', 'support-reply', 'code-review', 'refusal', 'verify'] as const;
