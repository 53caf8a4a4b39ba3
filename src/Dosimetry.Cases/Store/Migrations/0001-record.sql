-- The record: users, cases with their files, settings, imports and results, jobs, and the audit trail.
-- Portable SQL: text identifiers (ULID), ISO-8601 UTC text times, bigint numbers, JSON as text.

create table app_user (
    id text primary key,
    name text not null unique,
    display_name text not null,
    password_hash text not null,
    roles text not null,
    active bigint not null,
    failed_tries bigint not null,
    locked_until text,
    security_stamp text not null,
    created_at text not null,
    row_version bigint not null
);

create table sign_in_link (
    token_sha256 text primary key,
    user_id text references app_user (id),
    created_at text not null,
    expires_at text not null,
    used_at text
);

create table dosimetry_case (
    id text primary key,
    label text not null,
    state text not null,
    created_at text not null,
    created_by text not null,
    changed_at text not null,
    changed_by text not null,
    row_version bigint not null
);

create table case_file (
    case_id text not null references dosimetry_case (id) on delete cascade,
    sha256 text not null,
    display_name text not null,
    bytes bigint not null,
    added_at text not null,
    added_by text not null,
    primary key (case_id, sha256)
);

create table case_settings (
    case_id text primary key references dosimetry_case (id) on delete cascade,
    document text not null,
    changed_at text not null,
    changed_by text not null,
    row_version bigint not null
);

create table job (
    id text primary key,
    case_id text not null references dosimetry_case (id) on delete cascade,
    kind text not null,
    -- Hash of kind and inputs: unique, so that the same job asked twice is one job. A failed or cancelled job gives it up for its own id.
    idempotency_key text not null unique,
    state text not null,
    attempts bigint not null,
    message text,
    created_at text not null,
    created_by text not null,
    created_by_id text not null,
    changed_at text not null
);
create index job_by_case on job (case_id, created_at);
create index job_by_state on job (state, created_at);

create table case_result (
    id text primary key,
    case_id text not null references dosimetry_case (id) on delete cascade,
    kind text not null,
    created_at text not null,
    created_by text not null,
    input_sha256 text not null,
    manifest text not null,
    manifest_sha256 text not null
);
create index result_by_case on case_result (case_id, kind, created_at);

create table audit_entry (
    sequence bigint primary key,
    at text not null,
    user_name text not null,
    action text not null,
    entity text not null,
    entity_id text not null,
    summary text not null,
    previous_sha256 text not null,
    sha256 text not null
);
create index audit_by_entity on audit_entry (entity_id, sequence);

-- The end of the chain: one row, updated with every entry. It makes writers wait for each other and shows a cut-off end.
create table audit_head (
    id bigint primary key,
    sequence bigint not null,
    sha256 text not null
);
insert into audit_head (id, sequence, sha256) values (1, 0, '');
