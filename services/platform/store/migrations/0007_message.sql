-- A notice is found by its Message-ID: the answer to a mail names nothing else of it.

CREATE INDEX notice_message ON notice (message_id);
