-- Tributary's tables in PostgreSQL 12 or later. A node runs this by itself at its first start, unless
-- tributary.journal.postgresql.create-schema is off. To run it by hand, as the user of the nodes:
--   psql --single-transaction --set ON_ERROR_STOP=1 --file postgresql.sql DATABASE

-- The journal and the snapshots, as akka-persistence-jdbc 5.2.1 wants them.
CREATE TABLE event_journal (
  ordering BIGSERIAL,
  persistence_id VARCHAR(255) NOT NULL,
  sequence_number BIGINT NOT NULL,
  deleted BOOLEAN DEFAULT FALSE NOT NULL,
  writer VARCHAR(255) NOT NULL,
  write_timestamp BIGINT,
  adapter_manifest VARCHAR(255),
  event_ser_id INTEGER NOT NULL,
  event_ser_manifest VARCHAR(255) NOT NULL,
  event_payload BYTEA NOT NULL,
  meta_ser_id INTEGER,
  meta_ser_manifest VARCHAR(255),
  meta_payload BYTEA,
  PRIMARY KEY (persistence_id, sequence_number)
);
CREATE UNIQUE INDEX event_journal_ordering_idx ON event_journal (ordering);

CREATE TABLE event_tag (
  event_id BIGINT,
  tag VARCHAR(256),
  PRIMARY KEY (event_id, tag),
  CONSTRAINT fk_event_journal FOREIGN KEY (event_id)
    REFERENCES event_journal (ordering) ON DELETE CASCADE
);

CREATE TABLE snapshot (
  persistence_id VARCHAR(255) NOT NULL,
  sequence_number BIGINT NOT NULL,
  created BIGINT NOT NULL,
  snapshot_ser_id INTEGER NOT NULL,
  snapshot_ser_manifest VARCHAR(255) NOT NULL,
  snapshot_payload BYTEA NOT NULL,
  meta_ser_id INTEGER,
  meta_ser_manifest VARCHAR(255),
  meta_payload BYTEA,
  PRIMARY KEY (persistence_id, sequence_number)
);

-- The fence: a writer that lost its place numbers its events as if nobody had written since. The
-- primary key refuses numbers that are there; this refuses those of events that were deleted, too.
-- The row's lock makes two writers of one entity wait for each other.
CREATE TABLE event_journal_fence (
  persistence_id VARCHAR(255) PRIMARY KEY,
  highest BIGINT NOT NULL
);

CREATE FUNCTION event_journal_fence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_journal_fence AS fence (persistence_id, highest)
    VALUES (NEW.persistence_id, NEW.sequence_number)
    ON CONFLICT (persistence_id) DO UPDATE SET highest = EXCLUDED.highest
      WHERE fence.highest < EXCLUDED.highest;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'event % of % is behind the fence: another node has written since',
      NEW.sequence_number, NEW.persistence_id USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER event_journal_fence BEFORE INSERT ON event_journal
  FOR EACH ROW EXECUTE FUNCTION event_journal_fence();

-- What the cluster was asked for.
CREATE SEQUENCE tributary_submission_sequence;

CREATE TABLE tributary_submission (
  id VARCHAR(64) PRIMARY KEY,
  seq BIGINT NOT NULL UNIQUE,
  request_id VARCHAR(64) NOT NULL,
  source TEXT NOT NULL,
  object_key TEXT NOT NULL,
  destination TEXT NOT NULL,
  home TEXT NOT NULL,
  spec BYTEA NOT NULL,
  wish VARCHAR(16) NOT NULL,
  state VARCHAR(16) NOT NULL,
  begun BOOLEAN NOT NULL,
  submitted_millis BIGINT NOT NULL,
  changed_millis BIGINT NOT NULL,
  started_millis BIGINT,
  ended_millis BIGINT,
  bytes_done BIGINT NOT NULL,
  size_bytes BIGINT NOT NULL,
  failure TEXT,
  result TEXT,
  away_millis BIGINT,
  kind VARCHAR(16) NOT NULL,
  progress TEXT
);
CREATE INDEX tributary_submission_state_idx ON tributary_submission (state, seq);
CREATE INDEX tributary_submission_home_idx ON tributary_submission (home, seq)
  WHERE state = 'WAITING';
CREATE INDEX tributary_submission_job_idx ON tributary_submission (state, seq)
  WHERE kind = 'JOB';

-- Who was a member lately: nobody founds a cluster beside one that is alive.
CREATE TABLE tributary_member (
  address VARCHAR(255) PRIMARY KEY,
  seen TIMESTAMPTZ NOT NULL
);

-- Which version of all this it is.
CREATE TABLE tributary_schema (version INTEGER NOT NULL);
INSERT INTO tributary_schema (version) VALUES (3);

-- Version 4. Tables of version 3 become those of version 4 by what follows alone, also when
-- they were of version 4 before.

-- What became of each request of a download: a read model of the journal, which nothing else
-- depends on. A line of an event tells of one request, or of several that are alike.
CREATE TABLE IF NOT EXISTS tributary_history (
  download_id VARCHAR(64) NOT NULL,
  event BIGINT NOT NULL,
  line INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  at_millis BIGINT NOT NULL,
  recorded_millis BIGINT NOT NULL,
  node TEXT NOT NULL,
  range_start BIGINT,
  range_end BIGINT,
  bytes BIGINT NOT NULL,
  took_millis BIGINT NOT NULL,
  requests BIGINT NOT NULL,
  outcome VARCHAR(16),
  decision VARCHAR(16),
  failure VARCHAR(32),
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  PRIMARY KEY (download_id, event, line)
);
CREATE INDEX IF NOT EXISTS tributary_history_recorded_idx ON tributary_history (recorded_millis);

-- Up to which event each download is in it.
CREATE TABLE IF NOT EXISTS tributary_history_seen (
  download_id VARCHAR(64) PRIMARY KEY,
  event BIGINT NOT NULL,
  recorded_millis BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS tributary_history_seen_recorded_idx ON tributary_history_seen (recorded_millis);

-- How far the journal is read for it, as akka-projection-jdbc 1.4.0 wants them.
CREATE TABLE IF NOT EXISTS tributary_projection_offset (
  projection_name VARCHAR(255) NOT NULL,
  projection_key VARCHAR(255) NOT NULL,
  current_offset VARCHAR(255) NOT NULL,
  manifest VARCHAR(4) NOT NULL,
  mergeable BOOLEAN NOT NULL,
  last_updated BIGINT NOT NULL,
  PRIMARY KEY (projection_name, projection_key)
);

CREATE TABLE IF NOT EXISTS tributary_projection_management (
  projection_name VARCHAR(255) NOT NULL,
  projection_key VARCHAR(255) NOT NULL,
  paused BOOLEAN NOT NULL,
  last_updated BIGINT NOT NULL,
  PRIMARY KEY (projection_name, projection_key)
);

UPDATE tributary_schema SET version = 4;

-- Added since to tables of this version. Nodes do so by themselves, also to tables that are there, unless
-- create-schema is off: then run the rest of this file before nodes of a new version start. Earlier nodes,
-- which do not name these columns, may go on running meanwhile.
ALTER TABLE tributary_submission ADD COLUMN IF NOT EXISTS priority SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX IF NOT EXISTS tributary_submission_turn_idx
  ON tributary_submission (kind, priority DESC, seq) WHERE state = 'WAITING';
