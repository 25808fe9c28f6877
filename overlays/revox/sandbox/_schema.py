"""The tables of the sandbox.

A column named `..._json` holds JSON text. Where a property can be absent as well as null, SQL's NULL means absent and
the JSON text `null` means null.
"""

APPLICATION_ID = 0x5265766F
SCHEMA_VERSION = 1

SCHEMA = f"""
BEGIN;
CREATE TABLE campaigns (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    seed TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE assistants (
    id TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    name TEXT NOT NULL,
    config_json TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE rows (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    campaign_id TEXT NOT NULL REFERENCES campaigns (id),
    row_index INTEGER NOT NULL,
    phone_number TEXT NOT NULL,
    input_data_json TEXT NOT NULL,
    UNIQUE (campaign_id, row_index)
);

CREATE TABLE calls (
    row_key INTEGER PRIMARY KEY REFERENCES rows (key),
    id TEXT NOT NULL UNIQUE,
    assistant_id TEXT REFERENCES assistants (id),
    campaign_id TEXT REFERENCES campaigns (id),
    status TEXT NOT NULL,
    direction TEXT NOT NULL,
    created_at TEXT NOT NULL,
    scheduled_at TEXT,
    first_sentence_delay_ms INTEGER NOT NULL,
    from_phone_number TEXT NOT NULL,
    to_phone_number TEXT NOT NULL,
    llm_model_json TEXT NOT NULL,
    call_retry_config_json TEXT NOT NULL,
    metadata_json TEXT NOT NULL
);
CREATE INDEX calls_by_status ON calls (status, row_key);

-- Position 0 is the most recent attempt.
CREATE TABLE call_attempts (
    row_key INTEGER NOT NULL REFERENCES calls (row_key),
    position INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    started_at TEXT,
    answered_at TEXT,
    ended_at TEXT,
    dial_error TEXT,
    result TEXT,
    recording_url TEXT,
    end_reason_json TEXT,
    ended_by_json TEXT,
    structured_output_json TEXT,
    -- NULL: the transcript is absent; 0: it is null; 1: it is the list of its messages.
    has_transcript INTEGER,
    PRIMARY KEY (row_key, position)
) WITHOUT ROWID;
CREATE INDEX call_attempts_by_result ON call_attempts (result, position, row_key);

CREATE TABLE transcript_messages (
    row_key INTEGER NOT NULL,
    attempt_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    tool_name TEXT,
    tool_is_error INTEGER,
    tool_arguments_json TEXT,
    PRIMARY KEY (row_key, attempt_position, position),
    FOREIGN KEY (row_key, attempt_position) REFERENCES call_attempts (row_key, position)
) WITHOUT ROWID;

PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""
