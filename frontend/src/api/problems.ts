/** What the server refused, word for word: a stable code and a full sentence. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Sentences by field name, for forms. */
  readonly fields: Readonly<Record<string, string>>;
  /** Everything else the server sent along, such as the stored version of a stale write. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    sentence: string,
    status: number,
    fields: Record<string, string> = {},
    extra: Record<string, unknown> = {},
  ) {
    super(sentence);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.fields = fields;
    this.extra = extra;
  }

  get sentence(): string {
    return this.message;
  }
}

const BY_STATUS: Record<number, string> = {
  401: "You are signed out. Sign in and try again; what you typed is still here.",
  403: "Your role in this benchmark does not allow this.",
  404: "This does not exist, or you are not a member of its benchmark.",
  413: "This is larger than the server accepts.",
  429: "Too many tries in a short time. Wait a minute and try again.",
};

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Field errors come as {name: sentence} or {name: [sentence, …]}. */
function fieldSentences(value: unknown): Record<string, string> {
  const entries = Object.entries(record(value) ?? {}).map(([name, raw]): [string, string] => [
    name,
    Array.isArray(raw) ? raw.map(String).join(" ") : String(raw),
  ]);
  return Object.fromEntries(entries);
}

/** Turns an answer's status and body, whatever they are, into a Problem. */
export function problemFrom(status: number, body: unknown): Problem {
  const {
    type: _type,
    title,
    code,
    detail,
    fields,
    errors,
    status: _status,
    ...extra
  } = record(body) ?? {};
  const sentence =
    (typeof detail === "string" && detail) ||
    (typeof title === "string" && title) ||
    BY_STATUS[status] ||
    `The server could not do this (error ${status}). Try again; if it stays, tell the maintainer.`;
  return new Problem(
    typeof code === "string" ? code : `http.${status}`,
    sentence,
    status,
    fieldSentences(fields ?? errors),
    extra,
  );
}

export function offlineProblem(): Problem {
  return new Problem(
    "network.unreachable",
    "The server does not answer. Check the connection; nothing you typed is lost.",
    0,
  );
}

/** Anything thrown becomes a Problem, so that every error has a sentence to show. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return offlineProblem();
  return new Problem(
    "client.unexpected",
    error instanceof Error ? error.message : String(error),
    0,
  );
}
