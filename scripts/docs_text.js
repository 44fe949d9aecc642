// Fills the generated parts of docs/*.md: what stands between <!-- generated: NAME --> and <!-- end -->.

/** The text with every generated part replaced; throws for a name that is not in `parts`. */
export function filled(text, parts) {
  return text.replace(/(<!-- generated: (\S+) -->\n)[\s\S]*?(?<=\n)(<!-- end -->)/g, (_all, open, name, close) => {
    if (!Object.hasOwn(parts, name)) throw new Error(`there is no generated part "${name}"`);
    return `${open}${parts[name]}\n${close}`;
  });
}

/** All parts: `schema` is bench.schema.json, `scorers` the options of the scorers, `tables` the finance tables. */
export function partsOf({ schema, scorers, tables }) {
  return {
    config: configTable(schema),
    scorers: scorerTables(scorers),
    ...Object.fromEntries(tables.map((table) => [table.name, columnTable(table)])),
  };
}

function configTable(schema) {
  const rows = fieldsOf(schema, '').map(({ name, type, fallback, about }) => [code(name), type, fallback, about]);
  return table(['field', 'takes', 'default', 'what it is'], rows);
}

/** Every field with its path, depth first; `[]` stands for each entry of a list. */
function fieldsOf(node, path) {
  return Object.entries(node.properties ?? {}).flatMap(([key, field]) => {
    const name = path === '' ? key : `${path}.${key}`;
    const required = node.required?.includes(key) && field.default === undefined;
    const fallback = field.default === undefined ? (required ? 'required' : '') : defaultText(field.default);
    return [{ name, type: typeOf(field), fallback, about: field.description ?? '' }, ...inside(field, name)];
  });
}

function defaultText(value) {
  return typeof value === 'object' && Object.keys(value).length === 0 ? '' : code(JSON.stringify(value));
}

function inside(field, name) {
  const forms = [field, ...(field.anyOf ?? []), ...(field.oneOf ?? [])];
  return forms.flatMap((form) => [
    ...(form.properties ? fieldsOf(form, name) : []),
    ...(form.type === 'array' && form.items ? inside(form.items, `${name}[]`) : []),
  ]);
}

function typeOf(field) {
  if (field.const !== undefined) return code(JSON.stringify(field.const));
  if (field.enum) return field.enum.map((value) => code(String(value))).join(', ');
  const forms = field.anyOf ?? field.oneOf;
  if (forms) return [...new Set(forms.map(typeOf))].join(' or ');
  if (field.type === 'array') return `list of ${typeOf(field.items ?? {})}`;
  const range = [
    field.minimum !== undefined ? `from ${field.minimum}` : '',
    field.exclusiveMinimum !== undefined ? `above ${field.exclusiveMinimum}` : '',
    field.maximum !== undefined && field.maximum < 1e9 ? `to ${field.maximum}` : '',
  ].filter(Boolean);
  return [field.type === 'object' ? 'block' : (field.type ?? 'anything'), ...range].join(' ');
}

function scorerTables(scorers) {
  return Object.entries(scorers)
    .map(([name, { about, options }]) => {
      const rows = Object.entries(options).map(([option, shape]) => [
        code(option),
        shape.values ? shape.values.map(code).join(', ') : shape.kind,
        code(JSON.stringify(shape.default)),
        shape.about,
      ]);
      const head = `### ${code(name)}\n\n${capital(about)}.`;
      return rows.length === 0 ? head : `${head}\n\n${table(['option', 'takes', 'default', 'what it is'], rows)}`;
    })
    .join('\n\n');
}

function columnTable({ columns }) {
  const kinds = { text: 'text', decimal: 'exact decimal', flag: 'true or false', time: 'ISO 8601' };
  return table(
    ['column', 'holds'],
    columns.map(({ name, kind }) => [code(name), kinds[kind]]),
  );
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function code(text) {
  return `\`${text}\``;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
