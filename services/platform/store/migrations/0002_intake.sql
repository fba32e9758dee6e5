-- What intake needs to acknowledge a document once, with a number that people can read out.

-- The last number given, by tenant and year of the tenant's own clock.
CREATE TABLE receipt_counter (
  tenant_id UUID NOT NULL,
  year BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, year)
) {{CLUSTERED}};

-- What makes two arrivals the same: the hash of the raw mail, or of case, duty and files. A mail
-- that a server delivers twice, or a button pressed twice, finds the first receipt.
ALTER TABLE document ADD COLUMN fingerprint TEXT;
CREATE UNIQUE INDEX document_fingerprint ON document (tenant_id, fingerprint)
  WHERE fingerprint IS NOT NULL;
