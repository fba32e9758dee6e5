-- A letter may join a campaign that runs, and a campaign may carry another one further down.

ALTER TABLE circular ADD COLUMN joins TEXT;      -- extension, reminder, correction, cancellation: what it does to campaign_id
ALTER TABLE circular ADD COLUMN parent_id UUID;  -- the campaign that this letter carries further down
ALTER TABLE campaign ADD COLUMN parent_id UUID;  -- the same, of the campaign that came of it
CREATE INDEX circular_campaign ON circular (campaign_id);
CREATE INDEX campaign_parent ON campaign (parent_id);
