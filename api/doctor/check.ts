/** What a check is: the titles that it may speak of, what credentials it needs, and how it is done and mended. */
import type { Bench } from './bench.ts';
import type { Finding, Words } from './report.ts';

export interface Check {
  /** What it finds out, a few words each. Those of which it says nothing count as not checked. */
  readonly titles: readonly string[];
  /** Whether nothing that comes later has a sense where this finds a problem. */
  readonly basic?: boolean;
  /** The actions of an IAM policy that it takes. */
  readonly needs?: readonly string[];
  readonly run: (bench: Bench) => Promise<readonly Finding[]>;
  readonly fix?: Fix;
}

export interface Fix {
  /** What was done: "the rule ... is set". */
  readonly done: string;
  /** Does it: null, or why it cannot be done. */
  readonly apply: (bench: Bench) => Promise<Words | null>;
  /** Whether a finding is one that this mends. */
  readonly mends: (finding: Finding) => boolean;
}
