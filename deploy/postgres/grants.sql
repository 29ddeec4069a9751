-- What each role of Braid may do. As braid_owner, after roles.sql and after every `flask db upgrade`: `flask grants`, or
--   psql -U braid_owner -d braid -1 -v ON_ERROR_STOP=1 -f grants.sql
-- It takes everything away first, so that what stands here is all there is: all of it in one transaction (-1), or whoever
-- is served meanwhile is refused. Can be run again. `flask grants` leaves a database alone that is newer than its code;
-- psql looks at nothing: take the file of the newest release that runs.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM braid_patient, braid_staff;

-- Staff: everything but changing the log of what they did, or which version the tables have.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO braid_staff;
REVOKE UPDATE, DELETE ON activity FROM braid_staff;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM braid_staff;

-- The person: what an unfinished screening needs,
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts, wrong_tries TO braid_patient;
GRANT SELECT, UPDATE ON kiosk_visits TO braid_patient;
-- the link by which somebody begins: whether it still works, and that it was used; not what staff call whoever has it,
GRANT SELECT (id, site_id, token_hash, expires_at, used_at, withdrawn_at, screening_id) ON invites TO braid_patient;
GRANT UPDATE (used_at, screening_id) ON invites TO braid_patient;
-- what one press on "send" writes, sealed: of what is there already, only how much it is, and no answer is read again,
GRANT SELECT, INSERT, UPDATE ON screenings, tallies, alerts TO braid_patient;
GRANT SELECT, INSERT, DELETE ON search_marks TO braid_patient;
GRANT INSERT, SELECT (id, screening_id) ON screening_versions, risk_events TO braid_patient;
GRANT INSERT ON consents TO braid_patient;
-- for whom else something happened (which of them want to know, not where they are), and one message for each,
GRANT SELECT (id, site_id, kinds) ON webhook_subscribers TO braid_patient;
GRANT INSERT ON webhook_events, alert_deliveries TO braid_patient;
-- by when staff try again, which later answers of the same person may move,
GRANT SELECT (id, screening_id, created_at, sealed) ON contact_attempts TO braid_patient;
GRANT SELECT (screening_id, due_at, done_at) ON follow_ups TO braid_patient;
-- what somebody asks about their own record, and whether it was answered,
GRANT INSERT, SELECT (id, screening_id, kind, created_at) ON rights_requests TO braid_patient;
GRANT SELECT (request_id) ON rights_answers TO braid_patient;
-- what pages say about the center,
GRANT SELECT ON alembic_version, sites, own_lines TO braid_patient;
-- and a row of the activity log, which follows from the last one. Who did what before, it cannot read.
GRANT INSERT, SELECT (seq, mac) ON activity TO braid_patient;

-- Sessions of both sides lie in one table. Each side sees its own rows; a device that staff take back is the person's side.
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO braid_patient;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS person_only ON sessions;
CREATE POLICY person_only ON sessions TO braid_patient USING (audience = 'person');
DROP POLICY IF EXISTS everything ON sessions;
CREATE POLICY everything ON sessions TO braid_staff USING (true);
