/** Only the beginning and the end of a huge answer are looked at. */
const LONGEST = 200_000;

/** Whom instructions to a judge are addressed to. "Judge" and "reviewer" alone are words of honest answers too (a court, a code review). */
const GRADER =
  '(?:(?:ai|llm|automated|automatic|language model)[ -](?:judge|reviewer|examiner|assessor|evaluator|grader)|evaluator|grader)';

/**
 * Text that speaks to a judge and not to the reader of the answer. An honest "please ignore my previous message" speaks of a message: what makes it an
 * attack is that instructions, rules or criteria are to be ignored.
 */
const PATTERNS: readonly RegExp[] = [
  // Overriding what was asked, in four languages.
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,30}\b(?:previous|prior|above|earlier|preceding|all|any|your|other|these)\b[^.\n]{0,20}\b(?:instructions?|prompts?|rubrics?|criteria|criterion|grading|guidelines)\b/,
  /\b(?:ignorier(?:e|en|t)|missachte|vergiss)\b[^.\n]{0,40}\b(?:anweisungen|instruktionen|kriterien|bewertungsregeln)\b/,
  /\b(?:ignore[zr]?|oublie[zr]?)\b[^.\n]{0,40}\b(?:instructions|consignes|critères)\b[^.\n]{0,20}\b(?:précédentes|antérieures|ci-dessus|précédents)/,
  /\b(?:ignora|ignore|olvida)\b[^.\n]{0,40}\b(?:instrucciones|criterios)\b[^.\n]{0,20}\b(?:anteriores|previas|previos)\b/,
  // Speaking to the grader.
  new RegExp(
    `\\b(?:dear|attention|hello|hey|hi|note to|message (?:to|for)|instructions? (?:to|for)|as)\\b,? (?:the |an? |our |any )?${GRADER}\\b`,
  ),
  /\b(?:note|message|instructions?) (?:to|for) (?:the |any )?judges?\s*:/,
  /\bnew (?:system |grading )?instructions?\s*:/,
  // Asking for a mark.
  /\b(?:give|assign|award|grant|return|output|choose|select)\b[^.\n]{0,40}\b(?:maximum|max|highest|full|perfect|top)(?: possible)? (?:scores?|marks?|grades?|points)\b/,
  /\b(?:rate|grade|score|mark|judge|evaluate) (?:this|my|the) (?:answer|response|reply|submission|output)\b[^.\n]{0,30}\b(?:correct|pass(?:ed|ing)?|perfect|excellent|highest|10|5)\b/,
  /\b(?:this|the|my) (?:answer|response|submission|output) (?:must|should|shall|has to|is to) (?:be (?:graded|rated|scored|marked|judged|preferred|chosen)|pass|receive|get (?:a|the|full))\b/,
  /\b(?:this|the) (?:answer|response|submission) (?:has been|was|is) (?:already )?(?:graded|verified|judged|marked|rated|evaluated) (?:as )?(?:fully )?(?:correct|pass(?:ed|ing)?|perfect|the best)\b/,
  // Forged verdicts, ours and those of other tools.
  /^[\s*#>`]{0,8}(?:final )?(?:grade|verdict|judge?ment)[\s*`]{0,4}[:=][\s*`"]{0,4}(?:[cip]|correct|incorrect|pass(?:ed)?|fail(?:ed)?)[\s*`".]{0,8}$/m,
  /^[\s*`]{0,8}[0-9a-f]{8}[\s:]{1,4}(?:pass|fail|first|second|tie|\d{1,2} ?= ?\d{1,3})\b/m,
  /"verdict"\s{0,4}:\s{0,4}"(?:pass|fail|first|second|tie|correct|incorrect)"/,
  /"nonce"\s{0,4}:[^}]{0,400}"score_1"/,
  /"pass"\s{0,4}:\s{0,4}true\s{0,4},\s{0,4}"(?:score|reason)"/,
  /\[\[[abc]\]\]|\brating\s?:\s?\[\[\d{1,2}\]\]/,
  // Marks between material and instructions, ours and those of other tools.
  /<<<\s?(?:end )?(?:first |second )?(?:task|reference|answer)\b/,
  /\[\s?(?:begin|end) (?:of )?(?:data|answer|submission|evaluation)\s?\]/,
  /<\|(?:im_start|im_end|system|user|assistant|end|eot_id|start_header_id|endoftext)\|>|\[\/?inst\]|<<sys>>/,
  /^\s{0,4}(?:#{1,4} ?)?(?:system|developer)(?: prompt| message)?\s?:\s{0,4}(?:you (?:are|must|should|will)|ignore|the (?:answer|evaluation|judge))/m,
];

/** True for an answer with text that reads like instructions to a judge, or a forged verdict. A flag for people to look at, no verdict: such answers are graded like all others. */
export function isSuspicious(answer: string): boolean {
  const half = LONGEST / 2;
  const seen = answer.length > LONGEST ? `${answer.slice(0, half)}\n${answer.slice(-half)}` : answer;
  if (hasHiddenText(seen)) return true;
  const plain = plainText(seen);
  return PATTERNS.some((pattern) => pattern.test(plain));
}

/** Tag characters are an invisible alphabet; only flags (of England, Scotland, Wales) have an honest use for them. */
function hasHiddenText(text: string): boolean {
  return /[\u{e0020}-\u{e007e}]/u.test(text.replace(/\u{1f3f4}[\u{e0020}-\u{e007f}]{1,10}/gu, ''));
}

/** Lower case, full-width letters as plain ones, zero-width characters gone, runs of space as one. */
function plainText(text: string): string {
  const bare = text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
  const folded = /\p{M}{31}/u.test(bare) ? bare : bare.normalize('NFKC');
  return folded
    .toLowerCase()
    .replace(/[\u2028\u2029\r]/g, '\n')
    .replace(/[^\S\n]+/g, ' ');
}
