-- A notice may answer a document that has no case yet.

ALTER TABLE notice ADD COLUMN document_id UUID;  -- that document; nobody's case is spoken of then
