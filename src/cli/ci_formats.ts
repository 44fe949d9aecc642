/** Formats that CI services read: JUnit XML, and GitLab's code-quality JSON. */
export const CI_FORMATS = ['junit', 'codequality'] as const;

export type CiFormat = (typeof CI_FORMATS)[number];
