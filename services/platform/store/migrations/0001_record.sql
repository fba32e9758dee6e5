-- The record. One text for SQLite and PostgreSQL; {{IDENTITY}} and {{CLUSTERED}} are the only words
-- that differ (store/src/migrate.rs says how). Times are always bound from the clock, never made here.

-- ---------------------------------------------------------------- who there is

CREATE TABLE tenant (
  id UUID PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE organization (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  parent_id UUID,
  level TEXT NOT NULL,
  path TEXT NOT NULL,          -- 42/017/0123/ : a subtree is a prefix
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,     -- lower case, ё as е: SQLite cannot fold Cyrillic
  inn TEXT,
  ogrn TEXT,
  email TEXT,                  -- lower case
  phone TEXT,
  zone TEXT NOT NULL,
  kind TEXT NOT NULL,
  score DOUBLE PRECISION,
  pupils BIGINT,
  retired_at TIMESTAMPTZ,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX organization_path ON organization (tenant_id, path);
CREATE INDEX organization_parent ON organization (parent_id);
CREATE INDEX organization_inn ON organization (inn);
CREATE INDEX organization_email ON organization (email);

-- Addresses learned from people's decisions, and addresses that bounced.
CREATE TABLE contact (
  organization_id UUID NOT NULL,
  email TEXT NOT NULL,
  source TEXT NOT NULL,        -- register, confirmed
  undeliverable_at TIMESTAMPTZ,
  added_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (organization_id, email)
);
CREATE INDEX contact_email ON contact (email);

CREATE TABLE person (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT,
  role TEXT NOT NULL,          -- officer, supervisor
  scope_path TEXT NOT NULL,    -- the subtree the person sees
  password_hash TEXT NOT NULL, -- argon2id, PHC string
  failed BIGINT NOT NULL,
  locked_until TIMESTAMPTZ,
  disabled_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE session (
  token_sha256 TEXT PRIMARY KEY,
  person_id UUID NOT NULL,
  csrf TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);

-- Regional holidays and days declared ad hoc, over the federal calendar in workflows/core.
CREATE TABLE calendar_day (
  tenant_id UUID NOT NULL,
  day DATE NOT NULL,
  kind TEXT NOT NULL,          -- off, working, short
  note TEXT NOT NULL,
  PRIMARY KEY (tenant_id, day)
);

-- ---------------------------------------------------------------- what is executed

CREATE TABLE definition (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,        -- the YAML as written
  created_at TIMESTAMPTZ NOT NULL,
  UNIQUE (name, version, sha256)
);

CREATE TABLE circular (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  number TEXT,
  dated DATE,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  signer TEXT,
  executor TEXT,
  executor_phone TEXT,
  reply_to TEXT,
  head_email TEXT,
  definition_id UUID NOT NULL,
  parameters JSONB NOT NULL,   -- {"year": 2023, "plan_by": "2024-03-01"}
  recipients JSONB NOT NULL,   -- {"paths": ["42/"]}: every organization below these nodes
  state TEXT NOT NULL,         -- draft, scheduled, issuing, issuing_authorities, issued, withdrawn
  issue_at TIMESTAMPTZ,
  repeat_months BIGINT,        -- a series: how many months to the next one
  campaign_id UUID,
  cursor_path TEXT NOT NULL,   -- issuing: cases are opened up to here
  created_by UUID,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX circular_state ON circular (state, issue_at);

CREATE TABLE campaign (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  circular_id UUID NOT NULL,
  definition_id UUID NOT NULL,
  title TEXT NOT NULL,
  parameters JSONB NOT NULL,
  zone TEXT NOT NULL,
  issued_at TIMESTAMPTZ NOT NULL,
  status TEXT NOT NULL,        -- issuing, running, cancelled
  reason TEXT                  -- why it was cancelled, or else why its work has stopped
);
CREATE INDEX campaign_tenant ON campaign (tenant_id, issued_at);

-- fillfactor 60 on PostgreSQL: the state grows a little with each event.
CREATE TABLE case_ (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  campaign_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  authority_id UUID NOT NULL,  -- the node above, or itself for an authority's own case
  role TEXT NOT NULL,          -- main, authority
  status TEXT NOT NULL,        -- running, ended, cancelled
  state JSONB NOT NULL,        -- vekha_model::Case without its duties
  version BIGINT NOT NULL,
  quarantined TEXT,            -- why a poisonous event was set aside
  started_at TIMESTAMPTZ NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL
) {{CLUSTERED}};
CREATE UNIQUE INDEX case_subject ON case_ (campaign_id, organization_id, role);
CREATE INDEX case_authority ON case_ (campaign_id, authority_id, id);

CREATE TABLE duty (
  case_id UUID NOT NULL,
  key TEXT NOT NULL,           -- plan, progress#3
  tenant_id UUID NOT NULL,
  campaign_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  authority_id UUID NOT NULL,
  obligation TEXT NOT NULL,
  modality TEXT NOT NULL,
  state TEXT NOT NULL,         -- the label; its data is in detail
  due_at TIMESTAMPTZ,
  rung BIGINT NOT NULL,        -- rungs reached for this due date
  next_at TIMESTAMPTZ,         -- the scheduler's alarm: armed and cleared by the engine
  detail JSONB NOT NULL,       -- vekha_model::Duty
  opened_at TIMESTAMPTZ NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (case_id, key)
) {{CLUSTERED}};
CREATE INDEX duty_alarm ON duty (next_at, case_id, key) WHERE next_at IS NOT NULL;
CREATE INDEX duty_review ON duty (tenant_id, changed_at) WHERE state IN ('submitted', 'claimed');
-- The page of escalations: who has climbed and still owes, without a look at the others.
CREATE INDEX duty_climbed ON duty (tenant_id, campaign_id, obligation, rung, due_at)
  WHERE rung > 0 AND state IN ('open', 'returned');

-- A second firing is excluded by this key, not by care.
CREATE TABLE rung (
  case_id UUID NOT NULL,
  duty_key TEXT NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  rung BIGINT NOT NULL,
  reached_at TIMESTAMPTZ NOT NULL,
  event_id UUID NOT NULL,
  PRIMARY KEY (case_id, duty_key, due_at, rung)
) {{CLUSTERED}};

-- ---------------------------------------------------------------- what the dashboard sums

-- Overdue is a sum at reading time: sum(n) where due_at < now and state waits.
-- Undated duties have due_at 9999-12-31, because a key column cannot be null.
CREATE TABLE rollup (
  campaign_id UUID NOT NULL,
  authority_id UUID NOT NULL,
  obligation TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, authority_id, obligation, state, due_at)
) {{CLUSTERED}};

CREATE TABLE rollup_stage (
  campaign_id UUID NOT NULL,
  authority_id UUID NOT NULL,
  track TEXT NOT NULL,
  stage TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, authority_id, track, stage)
) {{CLUSTERED}};

-- The burn-down: how many duties opened and how many came to rest on each local day of the issuer.
CREATE TABLE rollup_day (
  campaign_id UUID NOT NULL,
  obligation TEXT NOT NULL,
  day DATE NOT NULL,
  opened BIGINT NOT NULL,
  done BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, obligation, day)
) {{CLUSTERED}};

-- ---------------------------------------------------------------- what happened, and what is owed

CREATE TABLE event (
  seq {{IDENTITY}},
  id UUID NOT NULL UNIQUE,
  tenant_id UUID NOT NULL,
  type TEXT NOT NULL,
  source TEXT NOT NULL,
  campaign_id UUID,
  case_id UUID,
  at TIMESTAMPTZ NOT NULL,
  actor UUID,
  traceparent TEXT,
  data JSON NOT NULL,          -- JSON, not JSONB: the hash is over these very bytes
  writer TEXT NOT NULL,
  no BIGINT NOT NULL,          -- its place in the writer's chain
  hash TEXT NOT NULL           -- sha256(previous hash, this row)
);
CREATE INDEX event_case ON event (case_id, seq) WHERE case_id IS NOT NULL;

CREATE TABLE chain_head (
  writer TEXT PRIMARY KEY,
  no BIGINT NOT NULL,
  hash TEXT NOT NULL
);

-- What is owed to a durable consumer. The consumer deletes the row in the transaction of its effect.
CREATE TABLE delivery (
  consumer TEXT NOT NULL,
  key UUID NOT NULL,           -- the case, document or campaign: order is kept within a key
  event_id UUID NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (consumer, key, event_id)
) {{CLUSTERED}};

-- Only failures write here.
CREATE TABLE attempt (
  consumer TEXT NOT NULL,
  key UUID NOT NULL,
  event_id UUID NOT NULL,
  n BIGINT NOT NULL,
  error TEXT NOT NULL,
  last_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (consumer, key, event_id)
);

CREATE TABLE dead_letter (
  consumer TEXT NOT NULL,
  key UUID NOT NULL,
  event_id UUID NOT NULL,
  tenant_id UUID NOT NULL,
  attempts BIGINT NOT NULL,
  reason TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (consumer, key, event_id)
);

-- ---------------------------------------------------------------- what came in

CREATE TABLE document (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  receipt TEXT NOT NULL UNIQUE,   -- «В-2024-000123»: what the sender may quote
  channel TEXT NOT NULL,          -- link, api, mail, person
  trust TEXT NOT NULL,
  sender TEXT,
  subject TEXT,
  message_id TEXT,
  raw_sha256 TEXT,                -- the mail as it came
  campaign_id UUID,
  case_id UUID,
  organization_id UUID,
  duty_key TEXT,
  kind TEXT,                      -- its kind in the definition
  link TEXT,                      -- a publication's address
  state TEXT NOT NULL,            -- received, read, unsorted, ignored
  note TEXT,                      -- why it is unsorted or ignored, or what recognition saw, in Russian
  evidence JSONB,                 -- recognition's ranked reasons
  received_at TIMESTAMPTZ NOT NULL,
  read_at TIMESTAMPTZ
);
CREATE INDEX document_case ON document (case_id, received_at) WHERE case_id IS NOT NULL;
CREATE INDEX document_unsorted ON document (tenant_id, received_at) WHERE state = 'unsorted';
CREATE INDEX document_raw ON document (raw_sha256) WHERE raw_sha256 IS NOT NULL;

CREATE TABLE attachment (
  id UUID PRIMARY KEY,
  document_id UUID NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  extract_sha256 TEXT,            -- the blob with what was read out of it, as JSON
  UNIQUE (document_id, position)
);
CREATE INDEX attachment_sha256 ON attachment (sha256);

CREATE TABLE finding (
  document_id UUID NOT NULL,
  position BIGINT NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  place JSONB NOT NULL,
  message TEXT NOT NULL,
  quote TEXT,
  PRIMARY KEY (document_id, position)
);

-- ---------------------------------------------------------------- what goes out

CREATE TABLE notice (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  class TEXT NOT NULL,            -- circular, receipt, verdict, reminder, escalation, change
  addressee TEXT NOT NULL,        -- organization, municipality, officer, head
  organization_id UUID,           -- whose address it is
  address TEXT NOT NULL,
  day DATE NOT NULL,              -- the recipient's local day: one digest a day
  dedupe TEXT NOT NULL UNIQUE,
  draft BOOLEAN NOT NULL,         -- for signature; never sent by itself
  state TEXT NOT NULL,            -- planned, sending, sent, suppressed, failed, draft
  not_before TIMESTAMPTZ NOT NULL,
  message_id TEXT NOT NULL,       -- stable: a repeat carries the same
  subject TEXT,
  body TEXT,                      -- of a draft alone: what is to be signed
  reason TEXT,                    -- why suppressed or failed
  attempts BIGINT NOT NULL,
  traceparent TEXT,
  created_at TIMESTAMPTZ NOT NULL,
  sent_at TIMESTAMPTZ
);
CREATE INDEX notice_due ON notice (not_before) WHERE state IN ('planned', 'sending');
CREATE INDEX notice_organization ON notice (organization_id, created_at);

CREATE TABLE notice_item (
  notice_id UUID NOT NULL,
  case_id UUID NOT NULL,
  duty_key TEXT NOT NULL,         -- empty for the case as a whole
  what TEXT NOT NULL,             -- the fact's kind, or rung
  rung BIGINT NOT NULL,
  detail JSONB NOT NULL,
  PRIMARY KEY (notice_id, case_id, duty_key, what, rung)
);
CREATE INDEX notice_item_case ON notice_item (case_id);
