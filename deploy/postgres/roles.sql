-- The users of the services, and what each may do. Made from services/platform/store/src/roles.rs;
-- do not edit. To make it anew: VEKHA_WRITE_GOLDEN=1 cargo test -p vekha-store roles
--
-- For the user who owns the tables, after the tables are there, and again after a new version has
-- changed them: psql -v ON_ERROR_STOP=1 -d vekha -f roles.sql. It takes away first, then it grants.
-- Passwords are not here: \password vekha_engine and so on, once.

DO $$ BEGIN CREATE ROLE vekha_engine LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE vekha_scheduler LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE vekha_intake LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE vekha_notifier LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE vekha_dashboard LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE vekha_services LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE vekha_reader LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services, vekha_reader;
GRANT USAGE ON SCHEMA public TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services, vekha_reader;

-- _sqlx_migrations
GRANT SELECT ON _sqlx_migrations TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON _sqlx_migrations TO vekha_reader;

-- tenant
GRANT SELECT ON tenant TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON tenant TO vekha_reader;

-- calendar_day
GRANT SELECT ON calendar_day TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON calendar_day TO vekha_reader;

-- organization
GRANT SELECT ON organization TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON organization TO vekha_intake, vekha_services;
GRANT SELECT ON organization TO vekha_reader;

-- contact
GRANT SELECT ON contact TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE, DELETE ON contact TO vekha_intake, vekha_services;
GRANT SELECT ON contact TO vekha_reader;

-- person
GRANT SELECT (id, tenant_id, name, email, disabled_at) ON person TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON person TO vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON person TO vekha_dashboard, vekha_services;
GRANT SELECT ON person TO vekha_reader;

-- session
GRANT SELECT ON session TO vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE, DELETE ON session TO vekha_dashboard, vekha_services;
GRANT SELECT ON session TO vekha_reader;

-- definition
GRANT SELECT ON definition TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT ON definition TO vekha_scheduler, vekha_services;
GRANT INSERT ON definition TO vekha_dashboard, vekha_services;
GRANT SELECT ON definition TO vekha_reader;

-- circular
GRANT SELECT ON circular TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON circular TO vekha_scheduler, vekha_services;
GRANT INSERT, UPDATE ON circular TO vekha_dashboard, vekha_services;
GRANT SELECT ON circular TO vekha_reader;

-- draft
GRANT SELECT ON draft TO vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON draft TO vekha_dashboard, vekha_services;
GRANT SELECT ON draft TO vekha_reader;

-- campaign
GRANT SELECT ON campaign TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON campaign TO vekha_scheduler, vekha_services;
GRANT UPDATE (status, reason) ON campaign TO vekha_dashboard, vekha_services;
GRANT SELECT ON campaign TO vekha_reader;

-- case_
GRANT SELECT ON case_ TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON case_ TO vekha_engine, vekha_services;
GRANT UPDATE (quarantined) ON case_ TO vekha_dashboard, vekha_services;
GRANT SELECT ON case_ TO vekha_reader;

-- duty
GRANT SELECT ON duty TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON duty TO vekha_engine, vekha_services;
GRANT UPDATE (rung, next_at) ON duty TO vekha_scheduler, vekha_services;
GRANT SELECT ON duty TO vekha_reader;

-- rung
GRANT SELECT ON rung TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT ON rung TO vekha_scheduler, vekha_services;
GRANT SELECT ON rung TO vekha_reader;

-- rollup
GRANT SELECT ON rollup TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON rollup TO vekha_engine, vekha_services;
GRANT SELECT ON rollup TO vekha_reader;

-- rollup_stage
GRANT SELECT ON rollup_stage TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON rollup_stage TO vekha_engine, vekha_services;
GRANT SELECT ON rollup_stage TO vekha_reader;

-- rollup_day
GRANT SELECT ON rollup_day TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON rollup_day TO vekha_engine, vekha_services;
GRANT SELECT ON rollup_day TO vekha_reader;

-- event
GRANT SELECT ON event TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT ON event TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON event TO vekha_reader;

-- chain_head
GRANT SELECT ON chain_head TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON chain_head TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON chain_head TO vekha_reader;

-- delivery
GRANT SELECT ON delivery TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, DELETE ON delivery TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON delivery TO vekha_reader;

-- attempt
GRANT SELECT ON attempt TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE, DELETE ON attempt TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT SELECT ON attempt TO vekha_reader;

-- dead_letter
GRANT SELECT ON dead_letter TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON dead_letter TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT DELETE ON dead_letter TO vekha_dashboard, vekha_services;
GRANT SELECT ON dead_letter TO vekha_reader;

-- document
GRANT SELECT ON document TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON document TO vekha_intake, vekha_services;
GRANT SELECT ON document TO vekha_reader;

-- receipt_counter
GRANT SELECT ON receipt_counter TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON receipt_counter TO vekha_intake, vekha_services;
GRANT SELECT ON receipt_counter TO vekha_reader;

-- attachment
GRANT SELECT ON attachment TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON attachment TO vekha_intake, vekha_services;
GRANT SELECT ON attachment TO vekha_reader;

-- finding
GRANT SELECT ON finding TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, DELETE ON finding TO vekha_intake, vekha_services;
GRANT SELECT ON finding TO vekha_reader;

-- notice
GRANT SELECT ON notice TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON notice TO vekha_notifier, vekha_services;
GRANT SELECT ON notice TO vekha_reader;

-- notice_item
GRANT SELECT ON notice_item TO vekha_engine, vekha_scheduler, vekha_intake, vekha_notifier, vekha_dashboard, vekha_services;
GRANT INSERT, UPDATE ON notice_item TO vekha_notifier, vekha_services;
GRANT SELECT ON notice_item TO vekha_reader;
