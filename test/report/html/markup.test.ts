import { expect, it } from 'vitest';
import { breakable, escaped, html, lines, ours } from '../../../src/report/html/markup.ts';

it('escapes whatever is put into a template, once', () => {
  const hostile = `</style><script>alert("1" & '2')</script>`;
  const safe = '&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;';
  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${safe}">${safe}</p>`);
  expect(html`<ul>${[html`<li>${'a<b'}</li>`, null, 'c&', 3]}</ul>`.text).toBe('<ul><li>a&lt;b</li>c&amp;3</ul>');
  expect(html`${ours('<svg/>')}`.text).toBe('<svg/>');
});

it('makes visible what would act: controls, line separators, direction marks, lone surrogates', () => {
  expect(escaped('a\u2028b\u202ec\0d\ud800e\nf')).toBe('a\\u2028b\\u202ec\\x00d\\ud800e\\nf');
  expect(escaped('std::vector #[x] 你好 👩‍🚀')).toBe('std::vector #[x] 你好 👩‍🚀');
});

it('begins no workflow command: a page may go to the log of a CI job', () => {
  expect(escaped('::error::no')).toBe('&#58;:error::no');
  expect(lines('a\n::stop-commands::x\n  ::error::\n##[error]b').text).toBe(
    'a\n&#58;:stop-commands::x\n  &#58;:error::\n#&#35;[error]b',
  );
});

it('keeps the lines of a text, whatever separates them', () => {
  expect(lines('a\r\n\tb<\rc\u2029').text).toBe('a\n    b&lt;\nc\\u2029');
});

it('lets a long id break where its parts meet, and nowhere acts', () => {
  expect(breakable('acp:org/model-4<b>').text).toBe('acp:<wbr>org/<wbr>model-4&lt;b&gt;');
  expect(breakable('a:::error::b').text).not.toMatch(/^\s*::/m);
});

it('refuses a number that is none', () => {
  expect(() => html`${Number.NaN}`).toThrow('a number is NaN');
});
