-- A person has seen a finding of the import and agrees to go on. The finding is known by its hash, so that a new import with the same finding keeps it.
create table finding_acceptance (
    case_id text not null references dosimetry_case (id) on delete cascade,
    finding_sha256 text not null,
    accepted_by text not null,
    accepted_at text not null,
    primary key (case_id, finding_sha256)
);
