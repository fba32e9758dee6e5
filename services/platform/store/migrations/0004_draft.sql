-- Letters on their way to a campaign: what was read, and what a person said over it.

CREATE TABLE draft (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL,
  owner_path TEXT NOT NULL,    -- the node for which it is drafted: who sees that subtree sees it
  title TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,   -- the letter as it came, among the blobs
  reading JSONB NOT NULL,      -- as read; never changed
  changes JSONB NOT NULL,      -- everything that a person said
  state TEXT NOT NULL,         -- open, issued, dropped
  circular_id UUID,            -- once it is issued
  signed_by UUID,              -- the second person, where one is asked for
  version BIGINT NOT NULL,     -- counts the changes: two officers do not overwrite each other
  created_by UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  changed_by UUID NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX draft_open ON draft (tenant_id, changed_at) WHERE state = 'open';
