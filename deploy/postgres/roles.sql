-- The three roles of Braid. Once, as a superuser, in the database of Braid:
--   createdb braid
--   psql -d braid -f roles.sql
-- then give each a password that no other has: \password braid_owner, and so on. Can be run again.
--
-- braid_owner    owns the tables: signs in for `flask db upgrade` and grants.sql, and for nothing else
-- braid_patient  the process with BRAID_SURFACE=patient: reads nothing about staff or of what they wrote
-- braid_staff    the process with BRAID_SURFACE=staff, the commands, the timers: changes nothing in the activity log

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['braid_owner', 'braid_patient', 'braid_staff'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT CONNECTION LIMIT 60', name);
        END IF;
    END LOOP;
    EXECUTE format('ALTER DATABASE %I OWNER TO braid_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO braid_patient, braid_staff', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO braid_patient, braid_staff;
ALTER SCHEMA public OWNER TO braid_owner;
