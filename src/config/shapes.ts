import { z } from 'zod';
import type { Complaint } from './complaint.ts';
import { envNameComplaint, templateComplaint } from './fields.ts';

/** Text that is checked by a function from the value to what is wrong with it. */
export function checked(find: (value: string) => Complaint | undefined) {
  return z.string().superRefine((value, context) => {
    const complaint = find(value);
    if (complaint !== undefined) context.addIssue({ code: 'custom', message: complaint.message, params: complaint });
  });
}

/** Text that is not empty. */
export const name = z.string().min(1);
/** The name of an environment variable. */
export const envName = checked(envNameComplaint);
/** A prompt with {{column}}. */
export const template = checked(templateComplaint);
/** Any map. */
export const free = z.record(z.string(), z.unknown());
